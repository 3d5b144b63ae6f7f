import type { Random } from "#scripts/demo/random";
import { ENDLESS, type FaultPartner, type PlannedFault, type Scenario } from "./faults.ts";
import { type Scale, type Span, spread } from "./span.ts";

type HttpPartner = Exclude<FaultPartner, "notifications">;
const HTTP_PARTNERS = ["prescription", "inventory", "carrier"] as const satisfies HttpPartner[];

/** What each partner calls the thing that a step asks for. The carrier's label is the pivot. */
const CREATES: Record<HttpPartner, readonly ("create" | "label")[]> = {
  prescription: ["create"],
  inventory: ["create"],
  carrier: ["create", "label"],
};

/** A refusal that the partner's contract knows, for those that are decided later. */
const REFUSALS: Record<HttpPartner, string> = {
  prescription: "interaction_hold",
  inventory: "item_recalled",
  carrier: "service_unavailable",
};

type Made = { scenario: Scenario; forMs: number };
type Recipe = {
  /** At each partner. */
  perTenMinutes: number;
  partners: readonly FaultPartner[];
  /** Needs more time to heal than half a minute has. */
  notQuick?: true;
  make(dice: Dice, partner: FaultPartner): Made[];
};

type Dice = {
  random: Random;
  between(from: number, to: number): number;
  lengthMs(shortMs: number, longMs: number): number;
};

/**
 * Every behaviour of the bundled partners but refusals, which are in plan-refusals, and two: `ok` is none,
 * and a reservation that expires early breaks the warehouse's own word (we ask for 30 days), which nobody
 * here could mend.
 */
const RECIPES: readonly Recipe[] = [
  {
    perTenMinutes: 2,
    partners: [...HTTP_PARTNERS, "notifications"],
    make: (dice, partner) => {
      const forMs = dice.lengthMs(2_000, 20_000);
      return everywhere({ partner, behaviour: "outage", seconds: forMs / 1_000 }, forMs);
    },
  },
  {
    perTenMinutes: 1,
    partners: HTTP_PARTNERS,
    // What met it goes on only after a probe, which comes every 30 s.
    notQuick: true,
    make: (dice, partner) =>
      everywhere({ partner, behaviour: "config_401" }, dice.lengthMs(500, 4_000)),
  },
  {
    perTenMinutes: 2,
    partners: HTTP_PARTNERS,
    make: (dice, partner) => {
      const scenario = {
        partner,
        behaviour: "rate_limit",
        retryAfterSeconds: dice.between(1, 5),
      } as const;
      return [timed(scenario, dice.lengthMs(1_000, 6_000))];
    },
  },
  some("unavailable", 2, 5, 25),
  some("drop_before", 2, 5, 25),
  some("drop_after", 3, 5, 25),
  some("malformed_200", 2, 5, 25),
  some("wrong_schema_200", 2, 5, 25),
  some("duplicate_response", 2, 5, 25),
  some("late_arrival", 2, 5, 20, (dice) => ({ ms: dice.lengthMs(300, 9_000) })),
  some("latency", 2, 20, 80, (dice) => ({ ms: dice.lengthMs(400, 6_000) })),
  // Each occupies a slot of its worker until the call's time is over.
  some("hang", 2, 2, 8),
  {
    perTenMinutes: 2,
    partners: HTTP_PARTNERS,
    make: (dice, partner) => {
      const scenario = { partner, behaviour: "flap", n: dice.between(5, 30) } as const;
      return [timed(scenario, dice.lengthMs(2_000, 12_000))];
    },
  },
  onCreate(2, 5, 25, (dice) => ({ behaviour: "pending_then", ms: dice.lengthMs(400, 5_000) })),
  onCreate(1, 2, 5, (dice, partner) => ({
    behaviour: "pending_then",
    ms: dice.lengthMs(400, 5_000),
    code: REFUSALS[partner],
  })),
  {
    perTenMinutes: 2,
    partners: HTTP_PARTNERS,
    // A doubt, and a partner that does not answer when it is asked about it.
    make: (dice, partner) => {
      const behaviour = dice.random.one([
        "malformed_200",
        "drop_before",
        "unavailable",
        "latency",
        "hang",
      ] as const);
      const forMs = dice.lengthMs(2_000, 12_000);
      const deaf = { partner, operation: "lookup", behaviour, ms: 2_000 } as const;
      return [
        { scenario: { partner, behaviour: "drop_after", times: dice.between(5, 15) }, forMs },
        { scenario: { ...deaf, times: dice.between(3, 12) }, forMs },
      ];
    },
  },
  mail("latency", 2, 10, 30),
  mail("permanent", 1, 1, 4),
  mail("transient", 2, 5, 20),
  // A message that may have arrived is sent again after 30 s.
  { ...mail("drop_before", 2, 3, 8), notQuick: true },
  { ...mail("drop_after", 2, 3, 8), notQuick: true },
  { ...mail("hang", 1, 1, 4), notQuick: true },
];

export function planPartnerFaults(random: Random, span: Span, scale: Scale): PlannedFault[] {
  const dice: Dice = {
    random,
    between: (from, to) => from + random.below(to - from + 1),
    lengthMs: (shortMs, longMs) => scale.lengthMs(random, shortMs, longMs),
  };
  // A retry's wait doubles, so what begins late ends much later.
  const when = scale.quick ? { ...span, toMs: span.fromMs + (span.toMs - span.fromMs) / 2 } : span;
  return RECIPES.flatMap((recipe) => {
    if (scale.quick && recipe.notQuick) return [];
    // In half a minute each kind is met once, at one partner or another.
    const partners = scale.quick ? [random.one(recipe.partners)] : recipe.partners;
    return partners.flatMap((partner) =>
      spread(random, when, scale.count(recipe.perTenMinutes, 1)).flatMap((atMs) =>
        recipe.make(dice, partner).map(
          ({ scenario, forMs }): PlannedFault => ({
            atMs,
            forMs,
            fault: { type: "misbehave", scenario },
          }),
        ),
      ),
    );
  });
}

/** Lasts for a time, however many calls meet it. */
const timed = (scenario: Scenario, forMs: number): Made => ({
  scenario: { ...scenario, times: ENDLESS },
  forMs,
});

/** The whole partner, its look-ups too: a scenario without an operation means writes alone. */
function everywhere(scenario: Scenario, forMs: number): Made[] {
  const writes = timed(scenario, forMs);
  if (scenario.partner === "notifications") return [writes];
  return [writes, timed({ ...scenario, operation: "lookup" }, forMs)];
}

/** Lasts for a number of calls, and is taken away if they do not come. */
function counted(dice: Dice, scenario: Scenario, fewest: number, most: number): Made {
  return {
    scenario: { ...scenario, times: dice.between(fewest, most) },
    forMs: dice.lengthMs(4_000, 15_000),
  };
}

function some(
  behaviour: Scenario["behaviour"],
  perTenMinutes: number,
  fewest: number,
  most: number,
  more: (dice: Dice) => Partial<Scenario> = () => ({}),
): Recipe {
  return {
    perTenMinutes,
    partners: HTTP_PARTNERS,
    make: (dice, partner) => [counted(dice, { partner, behaviour, ...more(dice) }, fewest, most)],
  };
}

function onCreate(
  perTenMinutes: number,
  fewest: number,
  most: number,
  more: (dice: Dice, partner: HttpPartner) => Omit<Scenario, "partner" | "operation">,
): Recipe {
  return {
    perTenMinutes,
    partners: HTTP_PARTNERS,
    make: (dice, partner) => {
      if (partner === "notifications") throw new Error("Bug: a mail is not created");
      const operation = dice.random.one(CREATES[partner]);
      return [counted(dice, { ...more(dice, partner), partner, operation }, fewest, most)];
    },
  };
}

function mail(
  behaviour: Scenario["behaviour"],
  perTenMinutes: number,
  fewest: number,
  most: number,
): Recipe {
  return {
    perTenMinutes,
    partners: ["notifications"],
    make: (dice, partner) => [
      counted(dice, { partner, behaviour, ms: dice.lengthMs(400, 6_000) }, fewest, most),
    ],
  };
}
