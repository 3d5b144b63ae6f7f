import type { FailureGroupRow } from "#db/queries/failures";
import type { SeenFailure } from "./read-failures.ts";

type CameBack = {
  groupId: number;
  kind: "came_back";
  status: FailureGroupRow["status"];
  fixedIn: string | null;
  ignoredUntil: Date | null;
  createdAt: Date;
};

/**
 * A group that was said to be fixed, or that is ignored no longer, and fails
 * again: what it came back from, and when. What failed before somebody said so
 * proves nothing.
 */
export function cameBack(group: FailureGroupRow, seen: readonly SeenFailure[]): CameBack[] {
  const quietUntil = quietUntilOf(group);
  if (quietUntil === null) return [];
  const first = seen.find(({ at }) => at > quietUntil);
  if (!first) return [];
  const { id, status, fixedIn, ignoredUntil } = group;
  return [{ groupId: id, kind: "came_back", status, fixedIn, ignoredUntil, createdAt: first.at }];
}

function quietUntilOf({ status, statusAt, ignoredUntil }: FailureGroupRow): Date | null {
  if (status === "fixed") return statusAt;
  return status === "ignored" ? ignoredUntil : null;
}
