import type { z } from "zod";
import type { FieldError } from "#server/errors";

/** A wrong order names a handful of fields; thousands come from no honest client. */
const MAX_ERRORS = 50;

/**
 * Where the input is wrong, as JSON pointers with stable codes. Values are never
 * told: they may be personal data. The input is only asked what was left out.
 */
export function fieldErrors(error: z.core.$ZodError, input: unknown): FieldError[] {
  return error.issues
    .slice(0, MAX_ERRORS)
    .flatMap((issue) => toFieldErrors(issue, input))
    .slice(0, MAX_ERRORS);
}

function toFieldErrors(issue: z.core.$ZodIssue, input: unknown): FieldError[] {
  const pointer = toPointer(issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        pointer: isPlainKey(key) ? toPointer([...issue.path, key]) : pointer,
        code: "unrecognized_keys",
      }));
    case "invalid_type":
      return [
        { pointer, code: valueAt(input, issue.path) === undefined ? "required" : "invalid_type" },
      ];
    case "invalid_value":
      return [
        { pointer, code: valueAt(input, issue.path) === undefined ? "required" : "not_allowed" },
      ];
    case "too_small":
      return [{ pointer, code: TOO_SMALL[issue.origin] ?? "too_small" }];
    case "too_big":
      return [{ pointer, code: TOO_BIG[issue.origin] ?? "too_large" }];
    case "custom":
      return [{ pointer, code: customCode(issue, input) }];
    case "invalid_format":
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
    case "invalid_union":
      return [{ pointer, code: issue.code }];
  }
}

const TOO_SMALL: Record<string, string> = { string: "too_short", array: "too_few" };
const TOO_BIG: Record<string, string> = { string: "too_long", array: "too_many" };

function customCode(issue: z.core.$ZodIssueCustom, input: unknown): string {
  const code: unknown = issue.params?.code;
  if (code === "invalid_type" && valueAt(input, issue.path) === undefined) return "required";
  return typeof code === "string" ? code : "invalid";
}

function toPointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

/** A key that somebody meant as a field's name; anything else could be data and is not repeated. */
function isPlainKey(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/.test(key);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined,
    input,
  );
}
