import { expect, test } from "vitest";
import type { TimelineItem } from "./views.ts";
import { whoDidWhat } from "./who-did-what.ts";

const at = (minute: number) => `2026-11-23T20:${String(minute).padStart(2, "0")}:00.000Z`;

/** A happening of the order; a person's deed if there is a name. */
const item = (minute: number, name: string | null, rest: string, lead = name ?? "") =>
  ({
    at: at(minute),
    actor: name === null ? { kind: "system" } : { kind: "person", name },
    lead,
    rest,
  }) as TimelineItem;

test("who did something last comes first, each with their newest deeds and without the reasons", () => {
  const people = whoDidWhat([
    item(1, "Luis Marek", "put the order on hold"),
    item(2, "Dana Kessler", "wrote a note"),
    item(3, "Luis Marek", "let the order go on"),
    item(4, "Dana Kessler", "asked for a retry now. Reason: customer request"),
  ]);
  expect(people).toEqual([
    { name: "Dana Kessler", deeds: ["asked for a retry now", "wrote a note"], at: at(4) },
    { name: "Luis Marek", deeds: ["let the order go on", "put the order on hold"], at: at(3) },
  ]);
});

test("a deed that was done twice is told once, and of many the newest three", () => {
  const [person] = whoDidWhat([
    item(1, "Dana Kessler", "put the order on hold"),
    item(2, "Dana Kessler", "let the order go on"),
    item(3, "Dana Kessler", "wrote a note"),
    item(4, "Dana Kessler", "asked for a retry now. Reason: other"),
    item(5, "Dana Kessler", "wrote a note"),
  ]);
  expect(person?.deeds).toEqual(["wrote a note", "asked for a retry now", "let the order go on"]);
});

test("what a person made happen to somebody else is told as it happened", () => {
  const told = item(1, "Dana Kessler", "by phone: order cancelled", "Customer told");
  expect(whoDidWhat([told])).toEqual([
    { name: "Dana Kessler", deeds: ["customer told by phone"], at: at(1) },
  ]);
});

test("the system and the storefront are nobody", () => {
  expect(whoDidWhat([item(1, null, "ScriptLine, rx_1", "Prescription: created")])).toEqual([]);
});
