import type { Answer, Question, Report } from "./messages.ts";

/** The measured process's end of the line: says that it is ready, then answers until it is told to stop. */
export function serveParent(options: {
  report: () => Pick<Report, "ledger" | "commits">;
  stop: () => Promise<void>;
}): void {
  const answer = (what: Answer) => process.send?.(what);
  process.on("message", (question: Question) => {
    if (question === "stop") {
      void options.stop().then(() => process.exit(0));
      return;
    }
    const { user, system } = process.cpuUsage();
    answer({
      type: "report",
      report: {
        ...options.report(),
        cpuMs: (user + system) / 1_000,
        rssBytes: process.memoryUsage.rss(),
      },
    });
  });
  // Losing the parent is the end: nobody would ever stop this process.
  process.once("disconnect", () => process.exit(1));
  answer({ type: "ready" });
}
