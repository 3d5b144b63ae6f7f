import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";

const orderView = z.object({
  result: z.object({ data: z.object({ sagaUuid: z.uuid(), revision: z.int() }) }),
});
const actionAnswer = z.object({
  result: z.object({
    data: z.discriminatedUnion("type", [
      z.object({ type: z.literal("accepted") }),
      z.object({ type: z.literal("ignored") }),
      z.object({ type: z.literal("refused"), code: z.string() }),
    ]),
  }),
});
type Answer = z.infer<typeof actionAnswer>["result"]["data"];

export type Wish = {
  orderNumber: string;
  answer: Answer["type"] | "never_answered";
  /** The same action sent twice at once was answered in two ways. */
  twinsDiffer: boolean;
};

/** About a minute: longer than web and database take to come back. */
const MAX_TRIES = 60;
const TRY_AGAIN_MS = 1_000;
const ANSWER_WITHIN_MS = 15_000;
/** Somebody, or the saga itself, was faster: the page is read again, as a person would. */
const MAX_ROUNDS = 5;

export type Staff = { undo(orderNumber: string, twice: boolean): Promise<Wish> };

/** A member of support staff at the console, through its own API and behind its own sign-in. */
export async function signIn(options: {
  webUrl: string;
  email: string;
  password: string;
}): Promise<Staff> {
  const { webUrl, email, password } = options;
  const response = await fetch(`${webUrl}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: webUrl },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new Error(`Staff could not sign in: status ${response.status}`);
  const cookie = response.headers.getSetCookie().map((each) => each.split(";", 1)[0] ?? "");
  const headers = {
    "content-type": "application/json",
    cookie: cookie.join("; "),
    origin: webUrl,
  };
  const call = async (path: string, init: RequestInit): Promise<unknown> => {
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      const answer = await callOnce(`${webUrl}/api/trpc/console/${path}`, { ...init, headers });
      if (answer.type === "answered") return answer.body;
      await pause(TRY_AGAIN_MS);
    }
    return null;
  };

  return {
    async undo(orderNumber, twice) {
      for (let round = 1; ; round += 1) {
        const input = encodeURIComponent(JSON.stringify({ orderNumber }));
        const view = orderView.safeParse(await call(`orders.get?input=${input}`, {}));
        if (!view.success) return { orderNumber, answer: "never_answered", twinsDiffer: false };
        const { sagaUuid, revision } = view.data.result.data;
        const action = {
          sagaUuid,
          revision,
          actionId: randomUUID(),
          reasonCode: "customer_request",
        };
        const send = async () => {
          const body = JSON.stringify(action);
          return actionAnswer.safeParse(await call("orders.undo", { method: "POST", body }));
        };
        const [first, twin] = await Promise.all([send(), twice ? send() : null]);
        const answer = first.data?.result.data;
        const twinsDiffer = twin !== null && twin.data?.result.data.type !== answer?.type;
        const hasMovedOn = answer?.type === "refused" && answer.code === "moved_on";
        if (hasMovedOn && round < MAX_ROUNDS && !twinsDiffer) continue;
        return { orderNumber, answer: answer?.type ?? "never_answered", twinsDiffer };
      }
    },
  };
}

type Reply = { type: "answered"; body: unknown } | { type: "no_answer" };

/** The same action with the same id may be sent as often as it takes. */
async function callOnce(url: string, init: RequestInit): Promise<Reply> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetch(url, { ...init, signal });
    if (response.status >= 500) return { type: "no_answer" };
    return { type: "answered", body: await response.json() };
  } catch {
    // Killed or restarted in the middle; asked again.
    return { type: "no_answer" };
  }
}
