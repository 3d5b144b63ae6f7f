import { v5 } from "uuid";
import { expect, test } from "vitest";
import { newUuid } from "#server/ids";
import { jobIdOf, noticeJobIdOf } from "./job-id.ts";

const saga = newUuid();

test("one dispatch of one saga has one job, however often it is queued", () => {
  expect(jobIdOf(saga, 3)).toBe(jobIdOf(saga, 3));
});

test("another dispatch, another saga and every heal have a job of their own", () => {
  const ids = [jobIdOf(saga, 3), jobIdOf(saga, 4), jobIdOf(newUuid(), 3), jobIdOf(saga, 3, 1)];
  expect(new Set(ids).size).toBe(ids.length);
});

test("a message has a job for each kind and try", () => {
  const ids = [
    noticeJobIdOf(saga, "shipped", 0),
    noticeJobIdOf(saga, "shipped", 1),
    noticeJobIdOf(saga, "cancelled", 0),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  expect(noticeJobIdOf(saga, "shipped", 0)).toBe(ids[0]);
});

test("an id is a UUID v5 of its name, whichever that is", () => {
  const jobs = "6f0d9c0e-3c58-4f0b-9a45-0f2f6f4a7a51";
  for (let dispatch = 1; dispatch <= 64; dispatch += 1) {
    expect(jobIdOf(saga, dispatch)).toBe(v5(`${saga}:${dispatch}:0`, jobs));
  }
});

test("an id made today is the id that was made before: jobs in the table outlive the code", () => {
  expect(jobIdOf("00000000-0000-7000-8000-000000000001", 1)).toMatchInlineSnapshot(
    `"961667d3-5988-51e4-87d0-1f472999d6cc"`,
  );
});
