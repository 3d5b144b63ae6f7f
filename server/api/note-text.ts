import { z } from "zod";
import { line } from "#server/orders/text";

const MAX_LENGTH = 2_000;
const MAX_LINES = 100;

/** What staff write for each other: lines of text as people type them, without control characters. */
export const noteText = z
  .string()
  // Before it is looked at line by line: a megabyte is no note.
  .max(MAX_LENGTH * 2)
  .transform((text) => text.replaceAll("\r\n", "\n").trim().split("\n"))
  .pipe(z.array(line(0, MAX_LENGTH)).max(MAX_LINES))
  .transform((lines) => lines.join("\n"))
  .pipe(z.string().min(1).max(MAX_LENGTH));
