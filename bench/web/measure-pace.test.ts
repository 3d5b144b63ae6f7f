import { expect, test } from "vitest";
import { paceOf } from "./measure-pace.ts";

const answer = (sentAtMs: number, answeredAtMs: number) => ({ sentAtMs, answeredAtMs });

test("only what is answered within the measured stretch counts", () => {
  const answers = [answer(0, 99), answer(90, 100), answer(100, 120), answer(190, 200)];
  expect(paceOf(answers, 100, 200)).toMatchObject({ perSecond: 20, p50Ms: 15 });
});
