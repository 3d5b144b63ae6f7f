import { TRPCError } from "@trpc/server";

/** The code of the refusal that a call is answered with. Throws if it is not refused. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  const reason: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(reason instanceof TRPCError)) throw new Error("It was not refused");
  return reason.code;
}
