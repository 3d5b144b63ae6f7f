import type { ParkedReason, Position } from "#server/saga/types";
import type { CallerCheckOffer } from "../caller-check/views.ts";
import type { OrderCard } from "../card/views.ts";
import type {
  ActionView,
  AfterUndo,
  RetrySafety,
  UndoPreviewEntry,
} from "../order-actions/views.ts";
import type { Receipt } from "../receipts/views.ts";
import type { RevealOffer } from "../reveal/views.ts";
import type { SayView } from "../say/views.ts";
import type { StatusView } from "../situation/views.ts";
import type { Lanes, PersonsDeeds, RawEvent, TimelineItem } from "../timeline/views.ts";
import type { WorldView } from "../world/views.ts";

/**
 * What the console shows. Composed on the server from the saga, its events and
 * the catalogue of words, masked there too: a page draws these and adds no
 * meaning of its own. Instants are ISO 8601 in UTC.
 */

/** "Tried 3 times since", an instant, and how the sentence ends. */
export type SinceView = { before: string; at: string; after: string };

export type OrderView = {
  orderNumber: string;
  orderUuid: string;
  sagaUuid: string;
  externalOrderId: string;
  position: Position;
  parked: { reason: ParkedReason; since: string } | null;
  revision: number;
  version: number;
  status: StatusView;
  placedAt: string;
  deadlineAt: string | null;
  /** `since` stands after Why. */
  card: OrderCard & { since: SinceView | null };
  say: SayView;
  world: WorldView;
  lanes: Lanes;
  /** Oldest first; the page turns it round. */
  timeline: TimelineItem[];
  /** Who did something last comes first. */
  people: PersonsDeeds[];
  events: RawEvent[];
  /** Newest first. */
  receipts: Receipt[];
  actions: {
    /** The one main button of this state, or none. */
    primary: "retry" | "undo" | "told_by_phone" | "order_again" | null;
    retry: ActionView & { label: string; safety: RetrySafety };
    undo: ActionView & { label: string };
    /** `notHappened`: whether "it did not happen" can be recorded as well. */
    resolve: ActionView & { notHappened: boolean };
    hold: ActionView;
    release: ActionView;
    told_by_phone: ActionView & { label: string };
    resend_notice: ActionView & { label: string };
    order_again: ActionView & { label: string };
  };
  /** The order that this one was placed in the place of, and the one that was placed in its place. */
  replaces: string | null;
  replacedBy: string | null;
  undoPreview: {
    entries: UndoPreviewEntry[];
    notTouched: string | null;
    ifRefused: string;
    after: AfterUndo;
  };
  /** Masked for everyone; in clear only by customer.reveal, for a purpose. */
  customer: {
    name: string;
    email: string | null;
    phone: string | null;
    birthDate: string;
    items: number;
    destination: string;
    /** What they read and when they sleep: ISO 639, its English name, and IANA where it is known. */
    locale: string;
    language: string;
    timeZone: string | null;
    notice: "none" | "due" | "told" | "failed";
    reveal: RevealOffer;
    callerCheck: CallerCheckOffer;
  };
  references: { label: string; value: string }[];
  /** For a ticket at a partner: references, state and UTC times, and nobody's name. */
  partnerSummary: string;
  /** What a partner holds otherwise than this order says, when a look-up found it so. */
  drifts: { text: string; since: string; checkedAt: string }[];
  asOf: string;
};
