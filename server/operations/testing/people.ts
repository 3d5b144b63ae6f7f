import { handleAuth } from "#server/api/auth-handler";
import { createConsoleCaller } from "#server/api/console";
import { authOf } from "#server/auth/auth-of";
import { createAccount, type Role } from "#server/auth/create-account";
import { findSessionWith } from "#server/auth/find-session";
import type { ConsoleWorld } from "./console-world.ts";

const ORIGIN = "http://localhost:3000";

type Key = { email: string; password: string };

/** People with accounts of their own, who sign in at the door as everybody does. */
export function peopleOf({ runtime, db }: Pick<ConsoleWorld, "runtime" | "db">) {
  const signIn = ({ email, password }: Key, agent = "Firefox/144.0 Linux"): Promise<Response> =>
    handleAuth(
      new Request(`${ORIGIN}/api/auth/sign-in/email`, {
        method: "POST",
        headers: { origin: ORIGIN, "content-type": "application/json", "user-agent": agent },
        body: JSON.stringify({ email, password }),
      }),
      { auth: authOf(runtime), log: runtime.log },
    );
  return {
    signIn,
    person(name: string, role: Role = "support") {
      const email = `${name.toLowerCase().replaceAll(" ", ".")}@desk.example`;
      return createAccount(db, { name, email, role, createdBy: null });
    },
    /** A signed-in person's own calls, and whether their session is still good. */
    async signedIn(key: Key, agent?: string) {
      const response = await signIn(key, agent);
      if (response.status !== 200) throw new Error(`Signing in was answered ${response.status}`);
      const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
      const find = () => findSessionWith(authOf(runtime), new Headers({ cookie }));
      const session = await find();
      if (session === null) throw new Error("Bug: signed in without a session");
      const headers = new Headers({ origin: ORIGIN });
      const context = { requestId: "r", log: runtime.log, runtime, headers, session };
      return {
        call: createConsoleCaller(context),
        isOpen: async () => (await find()) !== null,
        userId: session.userId,
        sessionId: session.sessionId,
      };
    },
  };
}

/** What was wrong with the fields of a call that was refused. */
export async function faultsOf(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error("It was not refused");
  return (error.cause as { errors?: unknown }).errors;
}
