import { describe, expect, test } from "vitest";
import type {
  PartnerDirectionView,
  PartnersView,
  PartnerView,
} from "#server/operations/partners/views";
import { standingOf } from "./standing.ts";

const SINCE = "2026-11-23T20:02:00.000Z";

function partner(
  name: string,
  [forward, undo]: [PartnerDirectionView["state"], PartnerDirectionView["state"]?],
  { count = 0, held = null }: { count?: number; held?: PartnerView["held"] } = {},
): PartnerView {
  const direction = (which: "forward" | "undo", state: PartnerDirectionView["state"]) => ({
    direction: which,
    state,
    why: null,
    since: state === "calls_leave" ? null : SINCE,
    triedNextAt: null,
    tries: 0,
    orders: { count, atLeast: false },
  });
  return {
    partner: name === "Mailroom" ? "notifications" : "carrier",
    name,
    isSandbox: true,
    held,
    directions: [
      direction("forward", forward),
      ...(undo === undefined ? [] : [direction("undo", undo)]),
    ],
  };
}
const well = ["ScriptLine", "Dockside", "Mailroom"].map((name) => partner(name, ["calls_leave"]));
const heldByLuis = { since: SINCE, by: "Luis Marek", reasonCode: null, isReopening: false };

function told(partners: PartnerView[], { mayAct = false, drifts = 0 } = {}) {
  const view: PartnersView = {
    partners,
    drifts: Array.from({ length: drifts }, () => ({
      orderNumber: "RX-0000-0000",
      step: "Shipment",
      text: "",
      since: SINCE,
      checkedAt: SINCE,
    })),
    comparedAt: null,
    actions: [],
    asOf: SINCE,
  };
  const { said, yourPart } = standingOf(view, mayAct);
  const text = said.map((each) => (typeof each === "string" ? each : `<${each.at.slice(11, 16)}>`));
  return [text.join(""), `${yourPart.lead} ${yourPart.rest}`.trim()];
}

describe("what is said above the partners", () => {
  test("all answer", () => {
    expect(told([...well, partner("Parcelway", ["calls_leave", "calls_leave"])])).toEqual([
      "All four partners get our calls and answer. No order waits because of one of them.",
      "Nothing now.",
    ]);
  });

  test("one fails: since when, who waits, and that nobody need do anything", () => {
    const failing = partner("Parcelway", ["failing", "calls_leave"], { count: 12 });
    expect(told([...well, failing])).toEqual([
      "Parcelway has failed since <20:02>: 12 orders wait and lose nothing. The other three answer.",
      "Nothing now. Orders go on by themselves when Parcelway answers again.",
    ]);
    expect(told([...well, partner("Parcelway", ["calls_leave", "failing"])])[0]).toBe(
      "Parcelway has failed on undo calls since <20:02>: no order waits for it yet. The other three answer.",
    );
  });

  test("one is on hold: an admin may release it, others wait for one", () => {
    const held = partner("Parcelway", ["held"], { count: 1, held: heldByLuis });
    const [said, part] = told([...well, held], { mayAct: true });
    expect(said).toMatch(
      /^Parcelway is on hold since <20:02>, by Luis Marek: 1 order waits and loses nothing\./,
    );
    expect(part).toBe("Release Parcelway when its orders may go on.");
    expect(told([...well, held])[1]).toBe(
      "Nothing now. Orders go on when an admin releases Parcelway.",
    );
  });

  test("a refused key comes first, and is somebody's to mend", () => {
    const [said, part] = told([
      partner("Dockside", ["failing"], { count: 3 }),
      partner("Parcelway", ["misconfigured", "misconfigured"], { count: 20 }),
      partner("Mailroom", ["failing"]),
      partner("ScriptLine", ["calls_leave"]),
    ]);
    expect(said).toBe(
      "Parcelway has refused our key since <20:02>: 40 orders wait and lose nothing, and none is cancelled because of it. Dockside has failed since <20:02>: 3 orders wait and lose nothing. Mailroom has failed since <20:02>: messages to customers wait, and orders go on. The other one answers.",
    );
    expect(part).toMatch(/^Tell an operator to check our key and account at Parcelway\./);
  });

  test("what differs between a partner and us is settled by a person", () => {
    expect(told(well, { drifts: 2 })[1]).toBe(
      "Settle what differs for 2 orders with the partner; they stand below.",
    );
  });
});
