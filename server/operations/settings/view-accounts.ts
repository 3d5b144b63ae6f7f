import type { DbOrTx } from "#db/client";
import type { StaffSession } from "#server/auth/find-session";
import { listAccounts } from "#server/auth/list-accounts";
import type { AccountsView, AccountView } from "./views.ts";

type Row = Awaited<ReturnType<typeof listAccounts>>["rows"][number];

/** Everybody who may sign in, and what may be done about each. */
export async function viewAccounts(
  db: DbOrTx,
  { userId }: Pick<StaffSession, "userId">,
): Promise<AccountsView> {
  const { rows, hasMore } = await listAccounts(db);
  return {
    accounts: rows.map((row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      role: row.role,
      isYou: row.id === userId,
      createdAt: row.createdAt.toISOString(),
      createdBy: row.createdByName === null ? "at the first start" : `by ${row.createdByName}`,
      disabledAt: row.disabledAt?.toISOString() ?? null,
      disabledBy: row.disabledAt && (row.disabledByName ?? "a former colleague"),
      openSessions: row.openSessions,
      off: offOf(row, row.id === userId),
    })),
    hasMore,
    asOf: new Date().toISOString(),
  };
}

/** Whoever looks is an admin, so nobody else can be the last one. */
function offOf(row: Row, isYou: boolean): AccountView["off"] {
  if (isYou) {
    const because = "This is your own account. Another admin can do it.";
    return {
      role: because,
      disable: because,
      reset: "Change your own password under “Your account”.",
    };
  }
  const shutOut = row.disabledAt === null ? null : "The account is disabled. Enable it first.";
  return { role: null, disable: null, reset: shutOut };
}
