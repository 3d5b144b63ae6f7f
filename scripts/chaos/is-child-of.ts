import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/**
 * Process ids are reused, and other instances may run on this machine: before
 * anything is killed it must be the parent's own child.
 */
export function isChildOf(pid: number, parent: number): boolean {
  return parentOf(pid) === parent;
}

function parentOf(pid: number): number | null {
  if (!existsSync("/proc/self/stat")) {
    const { stdout } = spawnSync("ps", ["-p", String(pid), "-o", "ppid="], { encoding: "utf8" });
    return stdout.trim() === "" ? null : Number(stdout);
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold spaces; state and parent follow it.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    // It is gone.
    return null;
  }
}
