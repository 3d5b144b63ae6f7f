import { isMainThread } from "node:worker_threads";

/**
 * Loaded into every child of the supervisor with --import: a supervisor that
 * is killed outright cannot stop its children, so they notice by themselves.
 */
const checkEveryMs = 500;
// Shorter than a stop that was asked for: whoever starts again at once must not wait for us.
const graceMs = 10_000;

if (isMainThread) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    setTimeout(() => process.exit(1), graceMs).unref();
    process.kill(process.pid, "SIGTERM");
  }, checkEveryMs);
  timer.unref();
}
