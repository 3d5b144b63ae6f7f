import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Scenario } from "./faults.ts";

const added = z.object({ id: z.string() });
const listed = z.object({ scenarios: z.array(z.object({ id: z.string(), seen: z.int() })) });

const ANSWER_WITHIN_MS = 2_000;
const TRY_AGAIN_MS = 250;

export type Armed = {
  /** Whether a call has met it by now. */
  isMet(): Promise<boolean>;
  /** Takes it away. */
  disarm(): Promise<void>;
};

/**
 * What the bundled partners are told to do wrong. They keep it in memory, so
 * after each of their restarts what is still to go on is told again.
 */
export class Scenarios {
  readonly #sandboxUrl: string;
  readonly #active = new Set<Active>();

  constructor(sandboxUrl: string) {
    this.#sandboxUrl = sandboxUrl;
  }

  /** Partners that are away are told as soon as they are back; null if they do not come back in time. */
  async arm(scenario: Scenario, withinMs: number): Promise<Armed | null> {
    const active: Active = { scenario, id: null };
    const untilMs = Date.now() + withinMs;
    while (!(await this.#tell(active))) {
      if (Date.now() >= untilMs) return null;
      await pause(TRY_AGAIN_MS);
    }
    this.#active.add(active);
    return { isMet: () => this.#isMet(active), disarm: () => this.#disarm(active) };
  }

  /** The partners were killed: what they know of these scenarios is gone. */
  forget(): void {
    for (const active of this.#active) active.id = null;
  }

  /** After a restart of the partners. */
  async armAgain(): Promise<void> {
    for (const active of this.#active) await this.#tell(active);
  }

  async clear(): Promise<void> {
    this.#active.clear();
    await this.#send("", { method: "DELETE" });
  }

  async #tell(active: Active): Promise<boolean> {
    const answer = await this.#send("", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(active.scenario),
    });
    if (answer === null) return false;
    if (!answer.ok) throw new Error(`Bug: the partners refuse a scenario: ${await answer.text()}`);
    active.id = added.parse(await answer.json()).id;
    return true;
  }

  async #isMet(active: Active): Promise<boolean> {
    const list = await this.#send("", {});
    // Away, or back and not told again yet: nobody can tell.
    if (list === null || active.id === null) return false;
    const found = listed.parse(await list.json()).scenarios.find(({ id }) => id === active.id);
    // What is used up is thrown away at the next call.
    return found === undefined || found.seen > 0;
  }

  async #disarm(active: Active): Promise<void> {
    this.#active.delete(active);
    if (active.id !== null) await this.#send(`/${active.id}`, { method: "DELETE" });
  }

  /** Null when they are away. */
  async #send(path: string, init: RequestInit): Promise<Response | null> {
    try {
      return await fetch(`${this.#sandboxUrl}/__sandbox/scenarios${path}`, {
        ...init,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
    } catch {
      // Killed a moment ago; the supervisor starts them again.
      return null;
    }
  }
}

type Active = { scenario: Scenario; id: string | null };
