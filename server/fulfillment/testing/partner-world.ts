import { stepsOf } from "#server/partners/testing/steps-of";
import type {
  LookUpAnswer,
  Notice,
  NoticeReply,
  PartnerJob,
  Partners,
  Question,
  StepCall,
  StepCaller,
} from "#server/partners/types";
import type { Reply, Step } from "#server/saga/types";

/** What a partner does with one call, other than what it was asked. */
export type Behaviour =
  | { type: "rejects"; code: string }
  | { type: "transient"; code: string }
  | { type: "rate_limited"; retryAfterMs: number }
  | { type: "misconfigured"; code: string; scope?: "partner" | "request" }
  /** Does nothing, and the answer is lost, at once or in the end. */
  | { type: "drops"; after?: Promise<unknown> }
  /** Does it, and the answer is lost. */
  | { type: "acts_and_drops" }
  /** Never answers; acts first or not. */
  | { type: "hangs"; acts: boolean }
  /** Answers properly once the promise has resolved; or refuses, if by then it has refused the same to another call. */
  | { type: "waits"; until: Promise<unknown>; refusedMeanwhile?: () => string | null };

type Entry = { effect: "made" | "undone" | "tombstoned"; reference: string };
export type SeenCall = { job: PartnerJob; sagaUuid: string; inDoubt: boolean; requestId: string };
type Script = { job: PartnerJob; sagaUuid: string | null; behaviours: Behaviour[] };

/** Which step a job is about, and whether it makes something there or takes it back. */
export const STEP_OF: Record<PartnerJob, { step: Step; makes: boolean }> = {
  "create-prescription": { step: "prescription", makes: true },
  "reserve-inventory": { step: "inventory", makes: true },
  "initiate-shipment": { step: "shipment", makes: true },
  "void-shipment": { step: "shipment", makes: false },
  "release-inventory": { step: "inventory", makes: false },
  "cancel-prescription": { step: "prescription", makes: false },
};

/**
 * The outside world behind the port: partners that remember every reference for
 * ever, as ours promise to. What one worker did, another finds.
 */
export class PartnerWorld {
  /** Every real effect, in the order in which it happened. */
  readonly ledger: Entry[] = [];
  readonly calls: SeenCall[] = [];
  readonly mails: Pick<Notice, "kind" | "trackingNumber" | "causeCode">[] = [];
  /** Consumed one a message; without any, mail is sent. */
  readonly noticeReplies: NoticeReply[] = [];
  /** Told of every call before anything is done; may answer with a behaviour of its own. */
  onCall: (job: PartnerJob, call: StepCall) => Behaviour | undefined = () => undefined;
  readonly #live = new Map<string, string>();
  readonly #closed = new Set<string>();
  readonly #scripts: Script[] = [];

  /** The next calls of this job (of one saga, or of any) behave like this, one after the other. */
  script(job: PartnerJob, sagaUuid: string | null, ...behaviours: Behaviour[]): void {
    this.#scripts.push({ job, sagaUuid, behaviours });
  }

  /** The steps that stand in the outside world for one saga. */
  liveSteps(sagaUuid: string): string[] {
    return [...this.#live.keys()]
      .filter((reference) => reference.startsWith(`${sagaUuid}:`))
      .map((reference) => reference.slice(sagaUuid.length + 1));
  }

  effectsOf(sagaUuid: string): string[] {
    return this.ledger
      .filter(({ reference }) => reference.startsWith(`${sagaUuid}:`))
      .map(({ effect, reference }) => `${effect} ${reference.slice(sagaUuid.length + 1)}`);
  }

  callsOf(sagaUuid: string): SeenCall[] {
    return this.calls.filter((call) => call.sagaUuid === sagaUuid);
  }

  /** References under which something was made more than once: must always be empty. */
  madeTwice(): string[] {
    const made = this.ledger.filter(({ effect }) => effect === "made");
    return made.map(({ reference }) => reference).filter((r, i, all) => all.indexOf(r) !== i);
  }

  /** One worker's connection to this world. */
  connect(): Partners & { die(): void } {
    const ended = Promise.withResolvers<Reply>();
    let dead = false;
    const caller = (job: PartnerJob): StepCaller => {
      return async (call) => {
        const never = Promise.race([ended.promise, aborted(call.signal)]);
        if (dead) return never;
        const reply = await this.#answer(job, call, never);
        return dead ? never : reply;
      };
    };
    return {
      steps: stepsOf(caller),
      notify: async ({ kind, trackingNumber, causeCode }) => {
        const reply = this.noticeReplies.shift() ?? { type: "sent" };
        if (reply.type === "sent") this.mails.push({ kind, trackingNumber, causeCode });
        return reply;
      },
      lookUps: {
        prescription: this.#lookUp("prescription"),
        inventory: this.#lookUp("inventory"),
        shipment: this.#lookUp("shipment"),
      },
      /** From now on no call of this connection is answered. */
      die: () => {
        dead = true;
      },
      close: async () => ended.resolve({ type: "unknown", code: "partner_gone" }),
    };
  }

  /** Told of every look-up before it is answered; may answer with something else. */
  onLookUp: (step: Step, question: Question) => LookUpAnswer | undefined = () => undefined;

  #lookUp(step: Step) {
    return async (question: Question): Promise<LookUpAnswer> => {
      const reference = `${question.sagaUuid}:${step}`;
      const said = this.onLookUp(step, question);
      if (said) return said;
      if (this.#live.has(reference)) return { type: "answered", holding: "live" };
      return { type: "answered", holding: this.#closed.has(reference) ? "gone" : "absent" };
    };
  }

  /** As if somebody at the partner's own desk had taken it back. */
  takeBackBehindOurBack(sagaUuid: string, step: Step): void {
    this.#undo(`${sagaUuid}:${step}`);
  }

  async #answer(job: PartnerJob, call: StepCall, never: Promise<Reply>): Promise<Reply> {
    const { sagaUuid, inDoubt, requestId } = call;
    this.calls.push({ job, sagaUuid, inDoubt, requestId });
    const behaviour = this.onCall(job, call) ?? this.#scripted(job, sagaUuid);
    switch (behaviour?.type) {
      case undefined:
        return this.#act(job, sagaUuid);
      case "rejects":
        return { type: "rejected", code: behaviour.code };
      case "transient":
        return { type: "transient", code: behaviour.code };
      case "rate_limited":
        return {
          type: "transient",
          code: "rate_limited",
          retryAfterMs: behaviour.retryAfterMs,
        };
      case "misconfigured":
        return {
          type: "misconfigured",
          scope: behaviour.scope ?? "partner",
          code: behaviour.code,
        };
      case "drops":
        await behaviour.after;
        return { type: "unknown", code: "connection_lost" };
      case "acts_and_drops":
        this.#act(job, sagaUuid);
        return { type: "unknown", code: "connection_lost" };
      case "hangs":
        if (behaviour.acts) this.#act(job, sagaUuid);
        return never;
      case "waits":
        return Promise.race([
          behaviour.until.then(() => this.#actLate(behaviour, job, sagaUuid)),
          never,
        ]);
    }
  }

  #actLate(
    { refusedMeanwhile }: Extract<Behaviour, { type: "waits" }>,
    job: PartnerJob,
    sagaUuid: string,
  ): Reply {
    const code = refusedMeanwhile?.() ?? null;
    return code === null ? this.#act(job, sagaUuid) : { type: "rejected", code };
  }

  #scripted(job: PartnerJob, sagaUuid: string): Behaviour | undefined {
    return this.#scripts
      .find(
        (s) =>
          s.job === job &&
          (s.sagaUuid === null || s.sagaUuid === sagaUuid) &&
          s.behaviours.length > 0,
      )
      ?.behaviours.shift();
  }

  #act(job: PartnerJob, sagaUuid: string): Reply {
    const { step, makes } = STEP_OF[job];
    const reference = `${sagaUuid}:${step}`;
    return makes ? this.#make(step, reference) : this.#undo(reference);
  }

  #make(step: Step, reference: string): Reply {
    if (this.#closed.has(reference)) return { type: "rejected", code: "reference_cancelled" };
    const known = this.#live.get(reference);
    const id = known ?? `${step}-${this.#live.size + this.#closed.size + 1}`;
    if (!known) {
      this.#live.set(reference, id);
      this.ledger.push({ effect: "made", reference });
    }
    return {
      type: "succeeded",
      reference: id,
      ...(step === "shipment" && { trackingNumber: `1Z-${id}` }),
    };
  }

  #undo(reference: string): Reply {
    const wasLive = this.#live.delete(reference);
    if (!this.#closed.has(reference)) {
      this.ledger.push({ effect: wasLive ? "undone" : "tombstoned", reference });
    }
    this.#closed.add(reference);
    return { type: "succeeded", reference: null, ...(!wasLive && { nothingToUndo: true }) };
  }
}

function aborted(signal: AbortSignal): Promise<Reply> {
  return new Promise((resolve) => {
    const cut = () => resolve({ type: "unknown", code: "timeout" });
    if (signal.aborted) cut();
    else signal.addEventListener("abort", cut, { once: true });
  });
}
