import type { Instant, References, Reply, SagaJob, Step } from "#server/saga/types";

/**
 * The ports to the outside. Each promises to resolve with a Reply and never to
 * throw: whatever went wrong on the way is told by the kind of reply.
 */

export type OrderLine = {
  lineId: string;
  ndc: string;
  quantity: number;
  unit: "EA" | "ML" | "GM";
  daysSupply: number;
  refills: number;
  directions: string;
  substitutionAllowed: boolean;
  prescriber: { npi: string; name: string } | null;
  prescription: {
    kind: "new" | "on_file";
    rxNumber: string | null;
    writtenOn: string | null;
    expiresOn: string | null;
  };
};

/** The stored order rows a request is made of. Personal data: lives in memory for the call, is never logged. */
export type FulfillmentOrder = {
  orderUuid: string;
  orderNumber: string;
  patient: {
    externalPatientId: string;
    givenNames: string[];
    familyName: string;
    birthDate: string;
    sex: "male" | "female" | "other" | "unknown" | null;
    email: string | null;
    phone: string | null;
    locale: string;
  };
  shipTo: {
    name: string | null;
    line1: string;
    line2: string | null;
    city: string;
    state: string;
    postalCode: string;
    country: "US";
    residential: boolean | null;
    instructions: string | null;
  };
  shipping: { service: "standard" | "expedited" | "overnight" };
  lines: OrderLine[];
};

/** One call of one step's job. A pure function of stored rows, so a re-send is byte-equal. */
export type StepCall = {
  sagaUuid: string;
  order: FulfillmentOrder;
  startedAt: Instant;
  references: References;
  /** An earlier call's outcome is unknown: look up by reference first, then send again. */
  inDoubt: boolean;
  /** For the partner's X-Request-Id: saga and dispatch, no personal data. */
  requestId: string;
  signal: AbortSignal;
};

/** cancel-order is local and needs no partner. */
export type PartnerJob = Exclude<SagaJob, "cancel-order">;

export type StepCaller = (call: StepCall) => Promise<Reply>;

export type NoticeKind = "shipped" | "cancelled";

export type Notice = {
  kind: NoticeKind;
  order: FulfillmentOrder;
  trackingNumber: string | null;
  /** Why it was cancelled: the saga's failure code; the template turns it into plain words. */
  causeCode: string | null;
};

/** What became of a message. `unknown` may have been delivered. */
export type NoticeReply =
  | { type: "sent" }
  | { type: "undeliverable"; code: string }
  | { type: "transient"; code: string }
  | { type: "unknown"; code: string };

/** What a partner holds under our reference: it stands, it was taken back or lapsed, or it never was. */
export type Holding = "live" | "gone" | "lapsed" | "absent";

/** A question that makes nothing. */
export type Question = Pick<StepCall, "sagaUuid" | "requestId" | "signal">;

export type LookUpAnswer =
  | { type: "answered"; holding: Holding }
  | { type: "unanswered"; reply: Reply };

export type Partners = {
  readonly steps: { readonly [J in PartnerJob]: StepCaller };
  /** Asks the partner of a step what it holds for a saga. */
  readonly lookUps: { readonly [S in Step]: (question: Question) => Promise<LookUpAnswer> };
  notify(notice: Notice, signal: AbortSignal): Promise<NoticeReply>;
  close(): Promise<void>;
};

export const PARTNERS = ["prescription", "inventory", "carrier", "notifications"] as const;
export type PartnerName = (typeof PARTNERS)[number];

/**
 * How long the warehouse is asked to hold a reservation. It outlives everything
 * that may happen to the order: the deadline of 4 h, days on hold, an undo that
 * is retried for days, the wait for the pick-up.
 */
export const RESERVATION_TTL_SECONDS = 30 * 24 * 60 * 60;
