import { expect, test } from "vitest";
import { countAnswers, paceOf } from "./measure-pace.ts";

const answer = (sentAtMs: number, answeredAtMs: number) => ({ sentAtMs, answeredAtMs });

test("only what is answered within the measured stretch counts, whenever it was sent", () => {
  const answers = [answer(0, 99), answer(90, 100), answer(100, 120), answer(190, 200)];
  expect(countAnswers(answers, 100, 200)).toEqual([10, 20]);
});

test("the pace is told for a second", () => {
  expect(paceOf([10, 20], 100)).toMatchObject({ perSecond: 20, p50Ms: 15 });
});
