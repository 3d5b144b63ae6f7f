import type { CallerCheckRow } from "#db/queries/caller-checks";
import type { NoteRow } from "#db/queries/notes";
import type { OperatorActionRow } from "#db/queries/operations";
import type { Relatives } from "#db/queries/orders";
import type { DriftRow } from "#db/queries/partners";
import type { RevealRow } from "#db/queries/reveals";
import type { ShownOrderRow } from "#db/queries/sagas";
import type { StoredEvent } from "#server/fulfillment/event-codec";
import { callerCheckItems } from "../caller-check/caller-check-items.ts";
import { CALLER_CHECK_OFFER } from "../caller-check/caller-check-words.ts";
import { orderCard } from "../card/order-card.ts";
import { noteViews } from "../notes/note-views.ts";
import { actions } from "../order-actions/actions.ts";
import { partnerSummary } from "../order-actions/partner-summary.ts";
import { undoPreview } from "../order-actions/undo-preview.ts";
import { waitsFor } from "../order-actions/waits-for.ts";
import { driftSentence } from "../partners/drift-words.ts";
import { receipt } from "../receipts/receipt.ts";
import type { Receipt } from "../receipts/views.ts";
import { revealItems } from "../reveal/reveal-items.ts";
import { REVEAL_OFFER } from "../reveal/reveal-offer.ts";
import { say } from "../say/say.ts";
import { liveStatus } from "../situation/live-status.ts";
import type { Situation } from "../situation/situation.ts";
import { lanes } from "../timeline/lanes.ts";
import type { SagaEntry } from "../timeline/saga-entry.ts";
import { timeline } from "../timeline/timeline.ts";
import { withAsides } from "../timeline/timeline-gaps.ts";
import type { RawEvent } from "../timeline/views.ts";
import { whoDidWhat } from "../timeline/who-did-what.ts";
import type { CheckRow } from "../world/check-view.ts";
import { worldLedger } from "../world/world-ledger.ts";
import { type ActorNames, actorView, personName } from "./actor-names.ts";
import { maskBirthDate, maskEmail, maskName, maskPhone } from "./mask.ts";
import { sinceWords } from "./since-words.ts";
import type { OrderView } from "./views.ts";

export type OrderReadings = {
  row: ShownOrderRow;
  events: readonly StoredEvent[];
  entries: readonly SagaEntry[];
  actions: readonly OperatorActionRow[];
  notes: readonly NoteRow[];
  reveals: readonly RevealRow[];
  callerChecks: readonly CallerCheckRow[];
  names: ActorNames;
  situation: Situation;
  relatives: Relatives;
  drifts: readonly DriftRow[];
  checks: readonly CheckRow[];
  viewer: { userId: string; role: "support" | "admin" };
};

/** Puts the page of one order together from what was read; personal data leaves it masked. */
export function composeOrderView(readings: OrderReadings): OrderView {
  const { row, entries, names, situation, relatives, viewer } = readings;
  const { order } = row;
  const { saga, now } = situation;
  const happenings = withAsides(
    timeline(entries, names, noteViews(readings.notes, viewer.userId)),
    [
      ...revealItems(readings.reveals.toReversed()),
      ...callerCheckItems(readings.callerChecks.toReversed()),
    ],
  );
  return {
    orderNumber: order.orderNumber,
    orderUuid: order.orderUuid,
    sagaUuid: saga.sagaUuid,
    externalOrderId: order.externalOrderId,
    position: saga.position,
    parked: saga.parked && { reason: saga.parked.reason, since: iso(saga.parked.since) },
    revision: saga.revision,
    version: saga.version,
    status: liveStatus(situation),
    placedAt: order.createdAt.toISOString(),
    deadlineAt: saga.deadlineAt === null ? null : iso(saga.deadlineAt),
    card: { ...orderCard(situation), since: sinceWords(situation, entries) },
    say: say(situation),
    world: worldLedger({ ...readings, items: order.lineCount }),
    lanes: lanes(situation, entries),
    timeline: happenings,
    people: whoDidWhat(happenings),
    events: rawEvents(readings),
    receipts: receipts(readings),
    actions: actions(situation, { role: viewer.role, ...relatives }, entries),
    ...relatives,
    undoPreview: undoPreview(saga, order.orderNumber),
    customer: customer(row, situation),
    references: references(row),
    partnerSummary: partnerSummary(situation, {
      orderNumber: order.orderNumber,
      references: references(row),
    }),
    drifts: readings.drifts.map((drift) => ({
      text: driftSentence(drift),
      since: drift.since.toISOString(),
      checkedAt: drift.checkedAt.toISOString(),
    })),
    asOf: iso(now),
  };
}

function rawEvents({ events, entries, names }: OrderReadings): RawEvent[] {
  const actors = new Map(entries.map((entry) => [entry.id, entry.actor]));
  return events.map((event) => ({
    id: event.id,
    stream: event.aggregateType,
    version: event.aggregateVersion,
    type: event.eventType,
    at: event.occurredAt.toISOString(),
    actor: actorView(actors.get(event.id) ?? { type: "system" }, names),
    data: event.eventData,
    metadata: event.metadata,
  }));
}

function receipts({ actions, entries, names, situation, viewer }: OrderReadings): Receipt[] {
  const waits = waitsFor(situation);
  return actions.map((action) =>
    receipt({ ...action, createdAt: action.createdAt.getTime() }, entries, {
      userId: viewer.userId,
      actorName: personName(action.actorId, names),
      now: situation.now,
      waitsFor: waits,
    }),
  );
}

function customer({ order, patient }: ShownOrderRow, { notice }: Situation): OrderView["customer"] {
  return {
    name: maskName(patient.givenNames, patient.familyName),
    email: patient.email === null ? null : maskEmail(patient.email),
    phone: patient.phone === null ? null : maskPhone(patient.phone),
    birthDate: maskBirthDate(patient.birthDate),
    items: order.lineCount,
    // Anything smaller than a state can lead to the person.
    destination: order.shipToState,
    ...languageOf(patient.locale),
    timeZone: patient.timeZone,
    notice: notice.state,
    reveal: REVEAL_OFFER,
    callerCheck: CALLER_CHECK_OFFER,
  };
}

const LANGUAGES = new Intl.DisplayNames("en", { type: "language" });

function languageOf(tag: string): { locale: string; language: string } {
  const locale = new Intl.Locale(tag).language;
  return { locale, language: LANGUAGES.of(locale) ?? locale };
}

function references({ order, saga }: ShownOrderRow): OrderView["references"] {
  return [
    { label: "Storefront", value: order.externalOrderId },
    { label: "Fulfilment", value: saga.saga_uuid },
    { label: "Prescription", value: saga.prescription_reference },
    { label: "Stock hold", value: saga.inventory_reference },
    { label: "Label", value: saga.shipment_reference },
    { label: "Tracking number", value: saga.tracking_number },
  ].flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]));
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
