import type {
  PartnerDirectionView,
  PartnersView,
  PartnerView,
} from "#server/operations/partners/views";
import { formatCount, formatNumber } from "@/components/console/count";

/** Words, and instants between them that are drawn in the reader's zone. */
export type Said = readonly (string | { at: string })[];

/** What is so with all partners, what it means for orders, and whether the reader must act. */
export type Standing = {
  worst: PartnerDirectionView["state"];
  said: Said;
  yourPart: { lead: string; rest: string };
};

/** What asks for somebody most, first. */
const WORST_FIRST = ["misconfigured", "held", "failing", "asked_to_wait", "reopening"] as const;
type Trouble = (typeof WORST_FIRST)[number];

const NOTHING = "Nothing now.";

export function standingOf(view: PartnersView, mayAct: boolean): Standing {
  const troubled = view.partners
    .flatMap((partner) => {
      const state = WORST_FIRST.find((each) => directionsIn(partner, each).length > 0);
      return state === undefined ? [] : [{ partner, state }];
    })
    .toSorted((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state));
  const [worst] = troubled;
  if (worst === undefined) {
    return {
      worst: "calls_leave",
      said: ["All four partners get our calls and answer. No order waits because of one of them."],
      yourPart: driftPart(view) ?? { lead: NOTHING, rest: "" },
    };
  }
  const well = view.partners.length - troubled.length;
  return {
    worst: worst.state,
    said: [
      ...troubled.flatMap(({ partner, state }) => [...SAYS[state](partner), " "]),
      well === 0 ? "No other partner answers." : `${wellWords(well)}.`,
    ],
    yourPart: PART[worst.state](worst.partner, mayAct) ??
      driftPart(view) ?? { lead: NOTHING, rest: goesOn(worst) },
  };
}

const directionsIn = ({ directions }: PartnerView, state: Trouble) =>
  directions.filter((each) => each.state === state);

const wellWords = (count: number) =>
  count === 1 ? "The other one answers" : `The other ${["two", "three"][count - 2]} answer`;

const SAYS: Record<Trouble, (partner: PartnerView) => Said> = {
  misconfigured: (partner) => [
    `${partner.name} has refused our key${sinceOf(partner, "misconfigured").lead}`,
    ...sinceOf(partner, "misconfigured").at,
    `: ${waiting(partner, "misconfigured")}, and none is cancelled because of it.`,
  ],
  held: (partner) => [
    `${partner.name} is on hold${sinceOf(partner, "held").lead}`,
    ...sinceOf(partner, "held").at,
    `${partner.held === null ? "" : `, by ${partner.held.by}`}: ${waiting(partner, "held")}.`,
  ],
  failing: (partner) => [
    `${partner.name} ${isUndoOnly(partner, "failing") ? "has failed on undo calls" : "has failed"}${sinceOf(partner, "failing").lead}`,
    ...sinceOf(partner, "failing").at,
    `: ${waiting(partner, "failing")}.`,
  ],
  asked_to_wait: (partner) => [
    `${partner.name} asked us to wait a moment: ${waiting(partner, "asked_to_wait")}.`,
  ],
  reopening: (partner) => [`${partner.name} opens again, first for the orders that waited.`],
};

function sinceOf(partner: PartnerView, state: Trouble): { lead: string; at: { at: string }[] } {
  const since = directionsIn(partner, state)[0]?.since;
  return since == null ? { lead: "", at: [] } : { lead: " since ", at: [{ at: since }] };
}

const isUndoOnly = (partner: PartnerView, state: Trouble) =>
  directionsIn(partner, state).every(({ direction }) => direction === "undo");

/** What it means for orders. Of messages nobody counts the orders here. */
function waiting(partner: PartnerView, state: Trouble): string {
  if (partner.partner === "notifications") return "messages to customers wait, and orders go on";
  const shut = directionsIn(partner, state);
  const count = shut.reduce((sum, { orders }) => sum + orders.count, 0);
  if (count === 0) return "no order waits for it yet";
  const atLeast = shut.some(({ orders }) => orders.atLeast);
  if (count === 1 && !atLeast) return "1 order waits and loses nothing";
  return `${formatCount({ count, atLeast })} orders wait and lose nothing`;
}

const PART: Record<
  Trouble,
  (partner: PartnerView, mayAct: boolean) => Standing["yourPart"] | null
> = {
  misconfigured: ({ name }, mayAct) =>
    mayAct
      ? {
          lead: `Check our key and account at ${name}.`,
          rest: "We ask every 30 s whether it is taken again, and then all of them go on by themselves.",
        }
      : {
          lead: "Tell an operator",
          rest: `to check our key and account at ${name}. Once it is taken, all go on by themselves.`,
        },
  held: ({ name, held }, mayAct) =>
    mayAct && held !== null && !held.isReopening
      ? { lead: `Release ${name}`, rest: "when its orders may go on." }
      : null,
  failing: () => null,
  asked_to_wait: () => null,
  reopening: () => null,
};

const goesOn = ({ partner: { name }, state }: { partner: PartnerView; state: Trouble }) =>
  state === "held"
    ? `Orders go on when an admin releases ${name}.`
    : `Orders go on by themselves when ${name} answers again.`;

/** Only a person can settle what two sides hold differently. */
function driftPart({ drifts }: PartnersView): Standing["yourPart"] | null {
  if (drifts.length === 0) return null;
  const orders = drifts.length === 1 ? "1 order" : `${formatNumber(drifts.length)} orders`;
  return {
    lead: `Settle what differs for ${orders}`,
    rest: "with the partner; they stand below.",
  };
}
