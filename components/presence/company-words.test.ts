import { expect, test } from "vitest";
import { companyWords } from "./company-words.ts";

const at = (minute: number) => `2026-11-23T20:${minute}:00.000Z`;
const dana = { name: "Dana Kessler", since: at(31) };
const luis = { name: "Luis Marek", since: at(32) };
const sara = { name: "Sara Okafor", since: at(33) };

test("nothing is said before the first answer, nor where nobody else looks", () => {
  expect(companyWords(undefined)).toBeNull();
  expect(companyWords({ others: [], complete: true })).toBeNull();
});

test.each([
  [[dana], "Dana Kessler is looking"],
  [[dana, luis], "Dana Kessler and Luis Marek are looking"],
  [[dana, luis, sara], "Dana Kessler and 2 others are looking"],
])("who looks is named, since the first came", (others, text) => {
  expect(companyWords({ others, complete: true })).toEqual({ text, since: dana.since });
});

test("what cannot be known is not said to be nobody", () => {
  const unknown = { text: "Who else is looking is not known now", since: null };
  expect(companyWords(null)).toEqual(unknown);
  expect(companyWords({ others: [], complete: false })).toEqual(unknown);
  expect(companyWords({ others: [dana], complete: false })?.text).toBe(
    "Dana Kessler is looking, perhaps others too",
  );
});
