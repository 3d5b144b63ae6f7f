import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { isErrorWithCode } from "./json-file.ts";

/**
 * Process ids are reused. `birth` tells two processes with one id apart; a
 * process that is there but may not be looked at is `unreadable`.
 */
export type ProcessFacts =
  | { status: "gone" }
  | { status: "unreadable" }
  | { status: "alive"; command: string; birth: string };

export function inspectProcess(pid: number): ProcessFacts {
  if (!answersSignals(pid)) return { status: "gone" };
  return existsSync("/proc/self/stat") ? inspectByProc(pid) : inspectByPs(pid);
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not permitted means that it is there and belongs to somebody else.
    return isErrorWithCode(error, "EPERM");
  }
}

function inspectByProc(pid: number): ProcessFacts {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold spaces; the state and the start time follow it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const state = fields[0];
    const startedTicks = fields[19];
    if (state === "Z" || state === "X") return { status: "gone" };
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ").trim();
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return { status: "alive", command, birth: `${boot}:${startedTicks}` };
  } catch (error) {
    if (isErrorWithCode(error, "ESRCH")) return { status: "gone" };
    return answersSignals(pid) ? { status: "unreadable" } : { status: "gone" };
  }
}

function inspectByPs(pid: number): ProcessFacts {
  const result = spawnSync("ps", ["-ww", "-p", String(pid), "-o", "lstart=,command="], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  if (result.error !== undefined) return { status: "unreadable" };
  const line = result.stdout.trim();
  if (line === "") return { status: "gone" };
  // "Mon Jan  5 10:00:00 2026 postgres -D …": lstart always has 24 characters in the C locale.
  return { status: "alive", birth: line.slice(0, 24), command: line.slice(24).trim() };
}
