import {
  Ban,
  CircleCheck,
  CircleSlash,
  Clock,
  type LucideIcon,
  RotateCw,
  TriangleAlert,
} from "lucide-react";
import type { ApiKeyState, ApiKeyView } from "#server/operations/settings/views";
import { Time } from "@/components/time/time";
import { ActionsColumn, Column, TableHead } from "@/components/ui/table-head";
import type { OpenedKey } from "./key-dialog.tsx";
import { RowMenu } from "./row-menu.tsx";

const LOOKS: Record<ApiKeyState, { word: string; icon: LucideIcon; look: string; quiet: boolean }> =
  {
    open: { word: "Opens", icon: CircleCheck, look: "text-done", quiet: true },
    ends_soon: {
      word: "Ends soon",
      icon: TriangleAlert,
      look: "st-1 bg-wait-bg text-wait",
      quiet: false,
    },
    replaced: { word: "Replaced", icon: Clock, look: "st-1 bg-idle-bg text-idle", quiet: false },
    expired: { word: "Expired", icon: CircleSlash, look: "text-idle", quiet: true },
    revoked: { word: "Revoked", icon: Ban, look: "text-idle", quiet: true },
  };

/** One row a key, newest first. */
export function KeysTable(props: {
  keys: readonly ApiKeyView[];
  onChoose: (opened: OpenedKey) => void;
}) {
  return (
    <table className="tbl">
      <TableHead>
        <Column>Key</Column>
        <Column>State</Column>
        <Column look="max-md:hidden">May</Column>
        <Column look="max-md:hidden">Last used</Column>
        <Column look="max-lg:hidden">Made</Column>
        <ActionsColumn />
      </TableHead>
      <tbody>
        {props.keys.map((apiKey) => (
          <tr key={apiKey.id}>
            <th scope="row" className="!h-14 w-1/2 max-w-0 max-md:py-2 md:w-[34%]">
              <span className="block truncate">
                <span className="font-medium max-md:block max-md:truncate">{apiKey.name}</span>{" "}
                <span className="text-muted-foreground">{apiKey.clientId}</span>
                {apiKey.environment === "test" ? (
                  <span className="text-muted-foreground"> · test</span>
                ) : null}
              </span>
              <span className="mono block truncate text-muted-foreground">{apiKey.start}…</span>
            </th>
            <td>
              <KeyState apiKey={apiKey} />
            </td>
            <td className="max-md:hidden">{apiKey.rights.join(", ")}</td>
            <td className="max-md:hidden">
              {apiKey.lastUsedAt === null ? (
                <span className="text-muted-foreground">Never</span>
              ) : (
                <Time at={apiKey.lastUsedAt} />
              )}
            </td>
            <td className="max-lg:hidden">
              <Time at={apiKey.createdAt} />
              <span className="block text-xs text-muted-foreground">by {apiKey.createdBy}</span>
            </td>
            <td className="r w-12">
              <RowMenu
                of={`${apiKey.name}, ${apiKey.start}`}
                actions={[
                  {
                    label: "Replace…",
                    icon: RotateCw,
                    off: apiKey.off.rotate,
                    onChoose: () => props.onChoose({ apiKey, kind: "rotate" }),
                  },
                  {
                    label: "Revoke…",
                    icon: Ban,
                    off: apiKey.off.revoke,
                    onChoose: () => props.onChoose({ apiKey, kind: "revoke" }),
                  },
                ]}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function KeyState({ apiKey }: { apiKey: ApiKeyView }) {
  const { word, icon: Icon, look, quiet } = LOOKS[apiKey.state];
  return (
    <>
      <span className={`st ${look}`}>
        <Icon strokeWidth={1.75} aria-hidden />
        <span className={quiet ? "text-foreground" : ""}>{word}</span>
      </span>
      <span className="block text-xs text-muted-foreground [&_time]:whitespace-normal">
        {apiKey.revokedAt === null ? (
          <>
            {apiKey.state === "expired" ? "since" : "until"} <Time at={apiKey.expiresAt} />
          </>
        ) : (
          <>
            <Time at={apiKey.revokedAt} />
            {apiKey.revokedBy === null ? "" : `, by ${apiKey.revokedBy}`}
          </>
        )}
      </span>
    </>
  );
}
