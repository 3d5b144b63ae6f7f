import { expect, test } from "vitest";
import { eventsBeside } from "./events-beside.ts";

const shown = { id: 7, older: 5, newer: 9 };

test.each([
  ["of the event that is shown are its own", 7, { older: 5, newer: 9 }],
  ["of the older one, which is on its way, is known which is newer", 5, { newer: 7 }],
  ["of the newer one, which is on its way, is known which is older", 9, { older: 7 }],
  ["of an event from elsewhere, which is on its way, are not known", 30, {}],
])("the events beside: %s", (_, chosen, beside) => {
  expect(eventsBeside(chosen, shown)).toEqual(beside);
});

test("nothing is beside what has not come yet, and an end is an end", () => {
  expect(eventsBeside(7, undefined)).toEqual({});
  expect(eventsBeside(7, { ...shown, newer: null })).toEqual({ older: 5, newer: null });
});
