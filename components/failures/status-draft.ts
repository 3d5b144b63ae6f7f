import type { FailureView, SettableStatus } from "#server/operations/failures/views";

export type StatusDraft = {
  /** Empty: stays what it is. */
  status: SettableStatus | "";
  fixedIn: string;
  /** Hours from now; empty: for good. */
  ignoreHours: string;
  owner: "me" | "nobody" | "unchanged";
  note: string;
};

export const statusChoices: readonly { status: SettableStatus; label: string; hint: string }[] = [
  { status: "known", label: "Known", hint: "Somebody is on it." },
  {
    status: "waiting_for_partner",
    label: "Waiting for the partner",
    hint: "The partner has to mend it.",
  },
  {
    status: "fixed",
    label: "Fixed in a version",
    hint: "It comes back by itself if it fails again.",
  },
  {
    status: "ignored",
    label: "Ignored",
    hint: "Nobody need look; it comes back when the time is over.",
  },
];

export const ignoreChoices: readonly { hours: string; label: string }[] = [
  { hours: "1", label: "1 hour" },
  { hours: "24", label: "24 hours" },
  { hours: "168", label: "7 days" },
  { hours: "", label: "For good" },
];

export function draftOf(view: FailureView): StatusDraft {
  const owner = view.owner === null ? "me" : "unchanged";
  return { status: "", fixedIn: "", ignoreHours: "24", owner, note: "" };
}

/** What keeps it from being sent, if anything does. */
export function findProblem(draft: StatusDraft, view: FailureView): string | null {
  if (draft.status === "fixed" && !/^[\w.+-]{1,40}$/.test(draft.fixedIn.trim())) {
    return "Name the version, as in 2026.11.3: letters, digits, dots and dashes.";
  }
  const owner =
    draft.owner === "me" ? !view.ownerIsMe : draft.owner === "nobody" && view.owner !== null;
  if (draft.status === "" && !owner && draft.note.trim() === "") {
    return "Choose a status or an owner: as it stands nothing would change.";
  }
  return null;
}

const HOUR_MS = 60 * 60_000;

export function changeOf(draft: StatusDraft, now: number) {
  const { status, owner } = draft;
  const until = status === "ignored" && draft.ignoreHours !== "" ? Number(draft.ignoreHours) : null;
  return {
    status: status === "" ? null : status,
    fixedIn: status === "fixed" ? draft.fixedIn.trim() : null,
    ignoredUntil: until === null ? null : new Date(now + until * HOUR_MS).toISOString(),
    owner,
    note: draft.note.trim() === "" ? null : draft.note.trim(),
  };
}
