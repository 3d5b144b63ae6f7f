import { readPartnerStatus } from "#server/circuits/partner-status";
import { loadSagas } from "#server/fulfillment/load-sagas";
import type { Holding } from "#server/partners/types";
import type { Saga, Step } from "#server/saga/types";
import type { UpkeepContext } from "#server/upkeep/upkeep-context";
import { askPartner, PARTNER } from "./ask-partner.ts";
import { beliefsOf, isDrift } from "./believed-holdings.ts";
import { recordLooks } from "./record-looks.ts";

/** Questions that one worker asks at once; the others' turn comes a second later. */
const AT_ONCE = 8;
/** Longer than a look-up may take. */
const TAKEN_MS = 15_000;
/** A question that nobody took up for this long is forgotten: whoever asked has been told so. */
const FORGOTTEN_MS = 60_000;
/** As the reconciler has it: what moved just now is no ground for finding a difference. */
const SETTLED_MS = 30_000;

const TAKE = `
  update partner_checks c
  set taken_until = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
  from (
    select saga_uuid, step from partner_checks
    where done_at is null and (taken_until is null or taken_until <= clock_timestamp())
      and asked_at > clock_timestamp() - make_interval(secs => $3::float8 / 1000)
    order by asked_at limit $1 for update skip locked) due
  where c.saga_uuid = due.saga_uuid and c.step = due.step
  returning c.saga_uuid, c.step, c.asked_at,
    extract(epoch from clock_timestamp())::float8 * 1000 now_ms`;

type Taken = { saga_uuid: string; step: Step; asked_at: Date; now_ms: number };

const ANSWER = `
  update partner_checks
  set done_at = clock_timestamp(), taken_until = null, problem_code = $5,
      found = coalesce($4, found),
      checked_at = case when $4::text is null then checked_at else clock_timestamp() end
  where saga_uuid = $1 and step = $2 and asked_at = $3`;

type Answer = { type: "found"; found: Holding } | { type: "problem"; code: string };

/**
 * Asks partners what people want to know, by look-ups that make nothing. The order
 * is not touched; what differs from it is kept as the reconciler keeps it.
 */
export async function answerChecks(context: UpkeepContext): Promise<number> {
  const { rows } = await context.pool.query<Taken>(TAKE, [AT_ONCE, TAKEN_MS, FORGOTTEN_MS]);
  if (rows.length === 0) return 0;
  const reasonNotToAsk = await findReasons(context);
  const sagas = await loadSagas(
    context.pool,
    rows.map((row) => row.saga_uuid),
  );
  await Promise.all(
    rows.map(async (row) => {
      const answer = await answerOf(context, row, reasonNotToAsk(row.step));
      await context.pool.query(ANSWER, [
        row.saga_uuid,
        row.step,
        row.asked_at,
        answer.type === "found" ? answer.found : null,
        answer.type === "problem" ? answer.code : null,
      ]);
      const saga = sagas.get(row.saga_uuid);
      if (answer.type !== "found" || saga?.type !== "saga") return;
      await noteDifference(context, saga.saga, row, answer.found);
    }),
  );
  return rows.length;
}

async function answerOf(
  context: UpkeepContext,
  { saga_uuid: sagaUuid, step }: Taken,
  reason: string | null,
): Promise<Answer> {
  if (reason !== null) return { type: "problem", code: reason };
  const answer = await askPartner(context, { sagaUuid, step, asker: "check" });
  if (answer.type === "answered") return { type: "found", found: answer.holding };
  const { reply } = answer;
  return { type: "problem", code: "code" in reply ? reply.code : reply.type };
}

const CAUSE_CODE = {
  failing: "circuit_open",
  misconfigured: "partner_misconfigured",
  asked_to_wait: "partner_asked_to_wait",
} as const;

/** Why a partner is asked nothing; null where it may be asked. */
async function findReasons({ pool }: UpkeepContext): Promise<(step: Step) => string | null> {
  const rows = await readPartnerStatus(pool);
  return (step) => {
    const shut = rows.find((row) => row.partner === PARTNER[step] && (row.held || row.cause));
    if (!shut) return null;
    return shut.held || shut.cause === null ? "partner_held" : CAUSE_CODE[shut.cause];
  };
}

/** Only of a saga that stands still anything can be said to differ. */
async function noteDifference(
  context: UpkeepContext,
  saga: Saga,
  { step, now_ms: now }: Taken,
  found: Holding,
): Promise<void> {
  const standsStill = saga.work === null || saga.parked !== null;
  if (!standsStill || now - saga.updatedAt < SETTLED_MS) return;
  const belief = beliefsOf(saga).find((each) => each.step === step);
  if (!belief) return;
  await recordLooks(context, [{ saga, ...belief, found, differs: isDrift(belief, found) }]);
}
