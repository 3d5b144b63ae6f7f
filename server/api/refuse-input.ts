import type { z } from "zod";
import { AppError } from "#server/errors";
import { fieldErrors } from "./field-errors.ts";

/** Turns what zod found into the refusal that a caller can act on. */
export function refuseInput(error: z.core.$ZodError, input: unknown): AppError {
  const errors = fieldErrors(error, input);
  const key = errors.find(
    // In a REST body the field is merely one we do not know: its key comes in the header.
    ({ pointer, code }) => pointer === "/idempotencyKey" && code !== "unrecognized_keys",
  );
  if (key?.code === "required") {
    return new AppError("idempotency_key_required", KEY_RULE, { errors });
  }
  if (key) return new AppError("idempotency_key_invalid", KEY_RULE, { errors });
  return new AppError("invalid_request", "The request is not valid; errors says where.", {
    errors,
  });
}

export const KEY_RULE =
  "Every request needs an idempotency key of its own: 16 to 255 letters, digits, - or _.";
