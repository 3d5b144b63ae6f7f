import type { readPartnerStatus } from "#db/queries/partners";
import { PARTNERS, type PartnerName } from "#server/partners/types";
import { directionView } from "../partners/partner-direction.ts";
import { PARTNER_NAME } from "../partners/partner-words.ts";
import type { PartnerDirectionView } from "../partners/views.ts";
import type { LastHour } from "./last-hour.ts";
import type { PartnerLine } from "./views.ts";

type StatusRow = Awaited<ReturnType<typeof readPartnerStatus>>[number];
type Errors = PartnerLine["errors"];

const WORK = {
  prescription: { title: "Prescription", step: "prescription" },
  inventory: { title: "Inventory", step: "inventory" },
  carrier: { title: "Shipment", step: "shipment" },
  notifications: { title: "Mail", step: null },
} as const satisfies Record<PartnerName, { title: string; step: string | null }>;

/** A quarter of a handful is trouble; one of two is chance. */
const MANY = { share: 0.25, tried: 8 };

/** The four partners: whether calls leave, how many failed, how long their step took. */
export function partnerLines(
  rows: readonly StatusRow[],
  lastHour: LastHour,
  now: number,
): PartnerLine[] {
  return PARTNERS.map((partner) => {
    const own = rows.filter(({ status }) => status.partner === partner);
    const { title, step } = WORK[partner];
    const errors = errorsOf(partner, lastHour);
    return {
      partner,
      name: PARTNER_NAME[partner],
      work: title,
      ...healthOf(own, errors, now),
      errors,
      p50Ms: step && lastHour.p50Ms(step),
      p95Ms: step && lastHour.p95Ms(step),
    };
  });
}

function errorsOf(partner: PartnerName, lastHour: LastHour): Errors {
  const { step } = WORK[partner];
  const failed = lastHour.count(step === null ? "mail_failed" : `${step}_failed`);
  const answered =
    step === null
      ? lastHour.count("customers_told")
      : lastHour.done(step) + lastHour.count(`${step}_refused`);
  return failed + answered === 0 ? null : { failed, tried: failed + answered };
}

/** The worst first: of two directions the one that a person should know of is told. */
const WORST_FIRST: readonly PartnerDirectionView["state"][] = [
  "misconfigured",
  "failing",
  "held",
  "asked_to_wait",
  "reopening",
];

const WORDS: Record<PartnerLine["state"], { word: string; detail: string }> = {
  calls_leave: { word: "Healthy", detail: "calls leave" },
  erring: { word: "Many errors", detail: "calls leave" },
  misconfigured: { word: "Refuses our key", detail: "nothing is sent" },
  failing: { word: "Failing", detail: "circuit open" },
  held: { word: "On hold", detail: "nothing is sent" },
  asked_to_wait: { word: "Asked us to wait", detail: "nothing is sent" },
  reopening: { word: "Opening", detail: "orders that waited go on" },
};

function healthOf(
  own: readonly StatusRow[],
  errors: Errors,
  now: number,
): Pick<PartnerLine, "state" | "word" | "detail" | "since"> {
  const views = own.map(({ status, heldByName }) => ({
    ...directionView(status, { now, orders: { count: 0, atLeast: false } }),
    heldBy: heldByName,
  }));
  const state = WORST_FIRST.find((each) => views.some((view) => view.state === each));
  if (state === undefined) {
    const isErring =
      errors !== null && errors.tried >= MANY.tried && errors.failed / errors.tried >= MANY.share;
    const calm = isErring ? "erring" : "calls_leave";
    return { state: calm, ...WORDS[calm], since: null };
  }
  const shut = views.filter((view) => view.state === state);
  const [first] = shut;
  const detail = state === "held" && first?.heldBy ? `by ${first.heldBy}` : WORDS[state].detail;
  const isUndoOnly = shut.length < views.length && first?.direction === "undo";
  return {
    state,
    word: WORDS[state].word,
    detail: isUndoOnly ? `${detail}, undo only` : detail,
    since: first?.since ?? null,
  };
}
