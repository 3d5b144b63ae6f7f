import type { FaultsView } from "#server/operations/faults/views";
import type { DirectionFigures, PartnerFiguresView } from "#server/operations/figures/views";
import type { PartnersView, PartnerView, SystemStatus } from "#server/operations/views";
import { after, before, MINUTE, MOMENT, SECOND, status } from "./fixtures.ts";

const well = {
  state: "calls_leave",
  why: null,
  since: null,
  triedNextAt: null,
  tries: 0,
} as const;
const at = (count: number) => ({ count, atLeast: false });

export const partners: PartnersView = {
  partners: [
    {
      partner: "prescription",
      name: "ScriptLine",
      isSandbox: true,
      held: null,
      directions: [
        { direction: "forward", ...well, orders: at(12) },
        { direction: "undo", ...well, orders: at(1) },
      ],
    },
    {
      partner: "inventory",
      name: "Dockside",
      isSandbox: true,
      held: {
        since: before(12 * MINUTE),
        by: "Luis Marek",
        reasonCode: "partner_outage",
        isReopening: false,
      },
      directions: [
        {
          direction: "forward",
          ...well,
          state: "held",
          since: before(12 * MINUTE),
          orders: at(184),
        },
        { direction: "undo", ...well, state: "held", since: before(12 * MINUTE), orders: at(3) },
      ],
    },
    {
      partner: "carrier",
      name: "Parcelway",
      isSandbox: true,
      held: null,
      directions: [
        {
          direction: "forward",
          state: "failing",
          why: "Parcelway did not answer in time.",
          since: before(4 * MINUTE),
          triedNextAt: after(18 * SECOND),
          tries: 3,
          orders: at(1_204),
        },
        { direction: "undo", ...well, orders: at(0) },
      ],
    },
    {
      partner: "notifications",
      name: "Mailroom",
      isSandbox: true,
      held: null,
      directions: [{ direction: "forward", ...well, orders: at(0) }],
    },
  ],
  drifts: [
    {
      orderNumber: "RX-7K3M-92QF",
      step: "Prescription",
      text: "ScriptLine says that the prescription was taken back, and it should stand.",
      since: before(40 * MINUTE),
      checkedAt: before(50 * SECOND),
    },
    {
      orderNumber: "RX-4F8C-31TN",
      step: "Inventory",
      text: "Dockside still holds the stock, which should be undone.",
      since: before(3 * MINUTE),
      checkedAt: before(50 * SECOND),
    },
  ],
  comparedAt: before(50 * SECOND),
  actions: [
    {
      actionId: "0195b7c2-6e41-7f0a-8a11-2f4f0c9d7c01",
      name: "Dockside",
      kind: "hold",
      actorName: "Luis Marek",
      reasonCode: "partner_outage",
      note: "Their warehouse moves to the new building until three.",
      changed: true,
      at: before(12 * MINUTE),
    },
    {
      actionId: "0195b7c2-6e41-7f0a-8a11-2f4f0c9d7c02",
      name: "ScriptLine",
      kind: "release",
      actorName: "Luis Marek",
      reasonCode: "staff_error",
      note: null,
      changed: false,
      at: before(26 * 60 * MINUTE),
    },
  ],
  asOf: before(2 * SECOND),
};

export const partnersWell: PartnersView = {
  ...partners,
  partners: partners.partners.map((partner) => ({
    ...partner,
    held: null,
    directions: partner.directions.map(({ direction, orders }) => ({ direction, ...well, orders })),
  })),
  drifts: [],
  actions: [],
};

/** Our key is refused, so nothing is sent and nobody can do anything but mend it. */
export const partnersKey: PartnersView = {
  ...partnersWell,
  partners: partnersWell.partners.map((partner) =>
    partner.partner === "prescription"
      ? {
          ...partner,
          directions: partner.directions.map((direction) => ({
            ...direction,
            state: "misconfigured" as const,
            why: "ScriptLine does not accept our key.",
            since: before(6 * MINUTE),
            triedNextAt: after(21 * SECOND),
            tries: 11,
          })),
        }
      : partner,
  ),
};

export const statusWithTrouble: SystemStatus = {
  ...status,
  heldPartners: [
    {
      partner: "inventory",
      name: "Dockside",
      since: before(12 * MINUTE),
      by: "Luis Marek",
      isReopening: false,
    },
  ],
  openCircuits: [
    {
      partner: "carrier",
      name: "Parcelway",
      cause: "failing",
      why: "Parcelway did not answer in time.",
      since: before(4 * MINUTE),
      triedNextAt: after(18 * SECOND),
      isReopening: false,
    },
  ],
  drifts: 2,
};

const figuresOf = (
  partner: PartnerView["partner"],
  direction: "forward" | "undo",
  [done, refused, failed, p50Ms, p95Ms]: readonly [
    number,
    number,
    number,
    number | null,
    number | null,
  ],
): DirectionFigures => ({
  partner,
  direction,
  done,
  refused,
  failed,
  failedPercent: Math.round((1_000 * failed) / (done + refused + failed)) / 10,
  p50Ms,
  p95Ms,
});

export const figures: PartnerFiguresView = {
  figures: [
    figuresOf("prescription", "forward", [1_206, 34, 9, 412, 1_900]),
    figuresOf("prescription", "undo", [14, 1, 2, 380, 1_400]),
    figuresOf("inventory", "forward", [1_198, 2, 3, 338, 1_200]),
    figuresOf("inventory", "undo", [15, 0, 0, 300, 900]),
    figuresOf("carrier", "forward", [1_141, 4, 45, 1_100, 48_000]),
    figuresOf("carrier", "undo", [3, 1, 0, 900, 1_700]),
    figuresOf("notifications", "forward", [1_129, 1, 0, null, null]),
  ],
  since: before(60 * MINUTE),
};

export const faults: FaultsView = {
  partners: (["prescription", "inventory", "carrier", "notifications"] as const).map((partner) => ({
    partner,
    name: {
      prescription: "ScriptLine",
      inventory: "Dockside",
      carrier: "Parcelway",
      notifications: "Mailroom",
    }[partner],
    choices: [],
  })),
  active: [],
  asOf: MOMENT,
};
