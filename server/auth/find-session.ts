import { z } from "zod";
import { type Auth, SESSION_SECONDS } from "./auth.ts";
import { ROLES } from "./create-account.ts";

/** The signed-in person: who every action is recorded as. */
export type StaffSession = {
  sessionId: string;
  userId: string;
  name: string;
  email: string;
  role: (typeof ROLES)[number];
};

const found = z.object({
  session: z.object({ id: z.string(), createdAt: z.date() }),
  user: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    disabledAt: z.date().nullish(),
  }),
});

/**
 * Read from the database each time: a session that was ended, an account that
 * was disabled and a role that was changed count from the next call on.
 */
export async function findSessionWith(auth: Auth, headers: Headers): Promise<StaffSession | null> {
  const answer = await auth.api.getSession({ headers, query: { disableRefresh: true } });
  if (answer === null) return null;

  const { session, user } = found.parse(answer);
  const isTooOld = Date.now() - session.createdAt.getTime() > SESSION_SECONDS * 1000;
  if (isTooOld || user.disabledAt) return null;
  return {
    sessionId: session.id,
    userId: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
  };
}
