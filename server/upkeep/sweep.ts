import { consumeDeadLetters } from "./consume-dead-letters.ts";
import { expireDeadlines } from "./expire-deadlines.ts";
import { healLostJobs } from "./heal-lost-jobs.ts";
import { createUnreadableStreams } from "./park-unreadable-streams.ts";
import { requeueNotices } from "./requeue-notices.ts";
import { resumeMended, resumeReadable } from "./resume-waiting.ts";
import { turnUnansweredCancels } from "./turn-unanswered-cancels.ts";
import type { Rule, UpkeepContext } from "./upkeep-context.ts";

/**
 * Every saga that is neither at its end nor waiting for a person has a live job
 * or a time at which something happens: whatever lost its own is found here. Each
 * rule runs whatever became of the one before.
 */
export function createSweep(): (context: UpkeepContext) => Promise<number> {
  const rules: readonly (readonly [name: string, rule: Rule])[] = [
    ["dead letters", consumeDeadLetters],
    ["deadlines", expireDeadlines],
    ["unanswered cancels", turnUnansweredCancels],
    ["mended partners", resumeMended],
    ["readable again", resumeReadable],
    ["unreadable streams", createUnreadableStreams()],
    ["lost jobs", healLostJobs],
    ["untold customers", requeueNotices],
  ];
  return async (context) => {
    let mended = 0;
    for (const [rule, run] of rules) {
      try {
        mended += await run(context);
      } catch (error) {
        context.log.warn({ err: error, rule }, "sweep.rule_failed");
      }
    }
    return mended;
  };
}
