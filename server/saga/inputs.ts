import type { Build } from "./definition.ts";
import type { Policy } from "./policy.ts";
import type { Actor, Instant, Reply, SagaJob } from "./types.ts";

/** Everything that can happen to a saga. */
export type Input =
  | {
      type: "start";
      sagaUuid: string;
      orderUuid: string;
      orderNumber: string;
      lineCount: number;
      replacesOrderId: string | null;
    }
  | { type: "outcome"; dispatch: number; job: SagaJob; reply: Reply }
  /** `revision` is the one the person saw; null for the storefront, which sees none. */
  | { type: "undo"; by: Actor; reason: string; revision: number | null }
  | { type: "retry"; by: Actor; reason: string; revision: number }
  | { type: "hold"; by: Actor; reason: string; revision: number }
  | { type: "release"; by: Actor; reason: string; revision: number }
  | {
      type: "resolve";
      by: Actor;
      reason: string;
      revision: number;
      happened: boolean;
      reference: string | null;
      trackingNumber: string | null;
    }
  | { type: "deadline" }
  /** What it waited for is over: a partner was mended or released, or a newer build can read it. */
  | { type: "resume" }
  /** The queue gave the job of this dispatch up. */
  | { type: "dead_letter"; dispatch: number }
  /** Its stream or row holds what this build does not know. */
  | { type: "unreadable" };

export type InputOf<T extends Input["type"]> = Extract<Input, { type: T }>;

/** Time and chance come from outside: the database's clock at the lock, and a number in [0, 1). */
export type Circumstances = {
  readonly now: Instant;
  readonly jitter: number;
  readonly policy: Policy;
  readonly build: Build;
};
