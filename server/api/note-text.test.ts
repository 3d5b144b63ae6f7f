import { expect, test } from "vitest";
import { noteText } from "./note-text.ts";

test("a note keeps its lines, without the space round them", () => {
  expect(noteText.parse("  Called at 14:20.  \r\nShe needs it by Wed.\n")).toBe(
    "Called at 14:20.\nShe needs it by Wed.",
  );
});

test.each([
  ["nothing", " \n "],
  ["a null character", "a\u0000b"],
  ["a mark that turns the direction round", "a\u202eb"],
  ["half a surrogate pair", "a\ud800"],
  ["more than 2,000 letters", "x".repeat(2_001)],
  ["hundreds of lines", "x\n".repeat(150)],
])("%s is no note", (_, text) => {
  expect(noteText.safeParse(text).success).toBe(false);
});
