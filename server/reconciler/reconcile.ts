import { readPartnerStatus } from "#server/circuits/partner-status";
import type { Saga, Step } from "#server/saga/types";
import type { Rule, UpkeepContext } from "#server/upkeep/upkeep-context";
import { askPartner, PARTNER } from "./ask-partner.ts";
import { type Belief, beliefsOf, isDrift } from "./believed-holdings.ts";
import { chooseSagas, type Scope } from "./choose-sagas.ts";
import { type Look, recordLooks } from "./record-looks.ts";

export const RECONCILE_DUTY = "reconcile";

/** Three look-ups a saga: at most ten a second and partner, which none of them feels. */
export const RECONCILE_SCOPE: Scope = {
  duty: RECONCILE_DUTY,
  limit: 200,
  settledMs: 30_000,
  windowMs: 24 * 60 * 60_000,
};

/** Sagas looked up at once. */
const AT_ONCE = 4;

/**
 * Compares what the partners hold with what the sagas say, by look-ups that make
 * nothing; what differs is kept with both sides, told once, and forgotten when it
 * agrees again. It mends nothing: which side is right is for a person to say.
 * Answers how many sagas differ newly.
 */
export function createReconcile(scope: Scope = RECONCILE_SCOPE): Rule {
  return async (context) => {
    const askable = await findAskable(context);
    const sagas = await chooseSagas(context.pool, scope);
    let differing = 0;
    for (let from = 0; from < sagas.length; from += AT_ONCE) {
      const some = sagas.slice(from, from + AT_ONCE);
      const looks = await Promise.all(some.map((saga) => lookAt(context, saga, askable)));
      differing += await recordLooks(context, looks.flat());
    }
    return differing;
  };
}

/** Those that are on hold, or have a circuit open, are asked nothing at all. */
async function findAskable({ pool }: UpkeepContext): Promise<(step: Step) => boolean> {
  const rows = await readPartnerStatus(pool);
  const shut = new Set(
    rows.filter(({ held, cause }) => held || cause !== null).map(({ partner }) => partner),
  );
  return (step) => !shut.has(PARTNER[step]);
}

async function lookAt(
  context: UpkeepContext,
  saga: Saga,
  askable: (step: Step) => boolean,
): Promise<Look[]> {
  const looks = beliefsOf(saga)
    .filter(({ step }) => askable(step))
    .map(async (belief: Belief): Promise<Look[]> => {
      const { sagaUuid } = saga;
      const answer = await askPartner(context, { sagaUuid, step: belief.step, asker: "reconcile" });
      // Without an answer nothing is known, and nothing is claimed.
      if (answer.type !== "answered") return [];
      const found = answer.holding;
      return [{ saga, ...belief, found, differs: isDrift(belief, found) }];
    });
  return (await Promise.all(looks)).flat();
}
