import type { CallerCheckField } from "#server/operations/caller-check/views";

// The server reads both by the same rules.
const ZIP = /^\d{5}(-\d{4})?$/;
const EARLIEST_BIRTH_DATE = "1900-01-01";

/** What is wrong with a value and how to put it right, without repeating it; nothing when it can be compared. */
export function findCallerCheckError(
  field: CallerCheckField,
  value: string,
  today: string,
): string | undefined {
  if (field === "zip") {
    return ZIP.test(value) ? undefined : "Type the five digits, or five and four with a hyphen.";
  }
  // A browser's date field is empty until a day that exists is typed.
  if (value === "") return "Type the whole date: month, day and year.";
  if (value < EARLIEST_BIRTH_DATE) return "Type the year with four digits, from 1900 on.";
  return value > today ? "This day is still to come. Type a day in the past." : undefined;
}
