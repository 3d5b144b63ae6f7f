import { CircleCheck, CircleSlash, KeyRound, UserCheck, UserCog, UserX } from "lucide-react";
import type { AccountView } from "#server/operations/settings/views";
import { Time } from "@/components/time/time";
import { ActionsColumn, Column, TableHead } from "@/components/ui/table-head";
import type { AccountChange, OpenedAccount } from "./account-dialog.tsx";
import { type RowAction, RowMenu } from "./row-menu.tsx";

const roleWords = { support: "Support", admin: "Admin" } as const;

/** One row a person, in the order of their addresses. */
export function AccountsTable(props: {
  accounts: readonly AccountView[];
  onChoose: (opened: OpenedAccount) => void;
}) {
  return (
    <table className="tbl">
      <TableHead>
        <Column>Person</Column>
        <Column look="max-sm:hidden">Role</Column>
        <Column look="max-sm:hidden">State</Column>
        <Column look="max-lg:hidden">Made</Column>
        <ActionsColumn />
      </TableHead>
      <tbody>
        {props.accounts.map((account) => (
          <tr key={account.id}>
            <th scope="row" className="!h-14 max-w-0 max-sm:!py-2 sm:w-[40%]">
              <span className="flex min-w-0 items-baseline gap-1.5">
                <span className="truncate font-medium">{account.name}</span>
                {account.isYou ? <span className="text-muted-foreground">you</span> : null}
              </span>
              <span className="block truncate text-xs text-muted-foreground">{account.email}</span>
              <span className="mt-1 flex flex-wrap items-center gap-x-3 sm:hidden">
                {roleWords[account.role]}
                <AccountState account={account} />
              </span>
            </th>
            <td className="max-sm:hidden">{roleWords[account.role]}</td>
            <td className="max-sm:hidden">
              <AccountState account={account} />
              <span className="block text-xs text-muted-foreground">{stateDetail(account)}</span>
            </td>
            <td className="max-lg:hidden">
              <Time at={account.createdAt} />
              <span className="block text-xs text-muted-foreground">{account.createdBy}</span>
            </td>
            <td className="r w-12">
              <RowMenu of={account.name} actions={actionsOf(account, props.onChoose)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AccountState({ account }: { account: AccountView }) {
  return account.disabledAt === null ? (
    <span className="st text-done">
      <CircleCheck strokeWidth={1.75} aria-hidden />
      <span className="text-foreground">May sign in</span>
    </span>
  ) : (
    <span className="st st-1 bg-idle-bg text-idle">
      <CircleSlash strokeWidth={1.75} aria-hidden />
      Disabled
    </span>
  );
}

function stateDetail(account: AccountView) {
  if (account.disabledAt !== null) {
    return (
      <>
        <Time at={account.disabledAt} />
        {account.disabledBy === null ? "" : `, by ${account.disabledBy}`}
      </>
    );
  }
  if (account.openSessions === 0) return "not signed in";
  return account.openSessions === 1 ? "signed in" : `signed in at ${account.openSessions} places`;
}

function actionsOf(
  account: AccountView,
  onChoose: (opened: OpenedAccount) => void,
): readonly RowAction[] {
  const choose = (kind: AccountChange) => () => onChoose({ account, kind });
  return [
    {
      label: account.role === "admin" ? "Make them Support…" : "Make them Admin…",
      icon: UserCog,
      off: account.off.role,
      onChoose: choose("role"),
    },
    {
      label: "Give a new password…",
      icon: KeyRound,
      off: account.off.reset,
      onChoose: choose("password"),
    },
    account.disabledAt === null
      ? { label: "Disable…", icon: UserX, off: account.off.disable, onChoose: choose("disable") }
      : { label: "Enable…", icon: UserCheck, off: null, onChoose: choose("enable") },
  ];
}
