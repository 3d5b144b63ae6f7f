import { join } from "node:path";
import { readTextFile } from "#scripts/instance/json-file";
import { inspectProcess } from "#scripts/instance/process-identity";

/** What the lock file in a cluster is worth. */
export type PostmasterVerdict =
  | { status: "none" }
  /** Its writer is provably gone: the process is no more, or its id is another program's now. */
  | { status: "stale"; pid: number }
  | { status: "running"; pid: number; port: number }
  | { status: "unclear"; pid: number; reason: string };

export function postmasterLockPath(cluster: string): string {
  return join(cluster, "postmaster.pid");
}

export function judgePostmaster(cluster: string): PostmasterVerdict {
  const text = readTextFile(postmasterLockPath(cluster));
  if (text === undefined) return { status: "none" };
  // Line 1 is the process, line 4 the port; the server writes them in stages.
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isSafeInteger(pid) || pid <= 0) {
    // An empty file is what a full disk or a power cut leaves; no running server has one.
    return { status: "stale", pid: 0 };
  }
  const facts = inspectProcess(pid);
  switch (facts.status) {
    case "gone":
      return { status: "stale", pid };
    case "unreadable":
      return { status: "unclear", pid, reason: "it may not be looked at" };
    case "alive":
      return servesCluster(facts.command, cluster)
        ? { status: "running", pid, port }
        : { status: "stale", pid };
  }
}

function servesCluster(command: string, cluster: string): boolean {
  return /(^|\/)postgres(\s|$)/.test(command.split(" -D ")[0] ?? "") && command.includes(cluster);
}
