import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

const PARTNERS = ["prescription", "inventory", "carrier", "notifications"] as const;
const partnerColumn = () => text("partner", { enum: PARTNERS }).notNull();
const partnerList = sql.raw(PARTNERS.map((partner) => `'${partner}'`).join(", "));

/**
 * Whether calls may leave, one row a partner and direction, shared by all
 * workers. On hold by a person, or with an open circuit, a partner gets no
 * calls; its orders wait and lose nothing.
 */
export const partnerStatus = pgTable(
  "partner_status",
  {
    partner: partnerColumn(),
    direction: text("direction", { enum: ["forward", "undo"] }).notNull(),
    heldSince: instant("held_since"),
    heldBy: text("held_by"),
    holdReason: text("hold_reason"),
    /** Why no call may leave: the partner fails, refuses our key, or asked us to wait. Null: they may. */
    circuitCause: text("circuit_cause", { enum: ["failing", "misconfigured", "asked_to_wait"] }),
    /** The code that opened it. */
    circuitCode: text("circuit_code"),
    openedAt: instant("opened_at"),
    /** From then on one call may try whether the partner is well again. */
    probeAt: instant("probe_at"),
    /** Probes in a row that failed; each makes the next wait longer. */
    failedProbes: integer("failed_probes").default(0).notNull(),
    /** Whose probe is under way, and until when nobody else sends one. */
    probedBy: integer("probed_by"),
    probeUntil: instant("probe_until"),
    /** Since then the orders that waited are being resumed; when all are, calls may leave again. */
    reopeningSince: instant("reopening_since"),
  },
  (table) => [
    primaryKey({ name: "partner_status_pkey", columns: [table.partner, table.direction] }),
    check("partner_status_partner_check", sql`${table.partner} in (${partnerList})`),
    check("partner_status_direction_check", sql`${table.direction} in ('forward', 'undo')`),
    check(
      "partner_status_hold_check",
      sql`(${table.heldSince} is null) = (${table.heldBy} is null)`,
    ),
    check(
      "partner_status_circuit_cause_check",
      sql`${table.circuitCause} is null or ${table.circuitCause} in ('failing', 'misconfigured', 'asked_to_wait')`,
    ),
    check(
      "partner_status_circuit_check",
      sql`(${table.circuitCause} is null) = (${table.openedAt} is null) and (${table.circuitCause} is null) = (${table.probeAt} is null) and (${table.circuitCause} is null) = (${table.circuitCode} is null)`,
    ),
    check("partner_status_failed_probes_check", sql`${table.failedProbes} >= 0`),
  ],
);

/**
 * From when to when a partner got no calls because it failed or refused our key: one
 * row an opening of its circuit, kept as long as the figures of the charts. What
 * partner_status says now is not read from here.
 */
export const partnerIncidents = pgTable(
  "partner_incidents",
  {
    partner: partnerColumn(),
    direction: text("direction", { enum: ["forward", "undo"] }).notNull(),
    startedAt: instant("started_at").notNull(),
    cause: text("cause", { enum: ["failing", "misconfigured"] }).notNull(),
    /** The code that opened it. */
    code: text("code").notNull(),
    endedAt: instant("ended_at"),
  },
  (table) => [
    primaryKey({
      name: "partner_incidents_pkey",
      columns: [table.partner, table.direction, table.startedAt],
    }),
    index("partner_incidents_started_at_idx").on(table.startedAt),
    check("partner_incidents_partner_check", sql`${table.partner} in (${partnerList})`),
    check("partner_incidents_direction_check", sql`${table.direction} in ('forward', 'undo')`),
    check("partner_incidents_cause_check", sql`${table.cause} in ('failing', 'misconfigured')`),
    check("partner_incidents_ended_at_check", sql`${table.endedAt} >= ${table.startedAt}`),
  ],
);

/** Who put a partner on hold or let it go, and why. Append-only. */
export const partnerActions = pgTable(
  "partner_actions",
  {
    actionId: uuid("action_id").notNull(),
    partner: partnerColumn(),
    kind: text("kind", { enum: ["hold", "release"] }).notNull(),
    actorId: text("actor_id").notNull(),
    reasonCode: text("reason_code").notNull(),
    /** Free text for colleagues; never leaves this table. */
    note: text("note"),
    /** False when it was so already. */
    changed: boolean("changed").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "partner_actions_pkey", columns: [table.actionId] }),
    index("partner_actions_partner_created_at_idx").on(table.partner, table.createdAt),
    check("partner_actions_partner_check", sql`${table.partner} in (${partnerList})`),
    check("partner_actions_kind_check", sql`${table.kind} in ('hold', 'release')`),
  ],
);

/**
 * Where a partner holds something else than the saga says, both sides named. A row
 * goes when they agree again; the log keeps both moments.
 */
export const partnerDrifts = pgTable(
  "partner_drifts",
  {
    sagaUuid: uuid("saga_uuid").notNull(),
    step: text("step", { enum: ["prescription", "inventory", "shipment"] }).notNull(),
    believed: text("believed", { enum: ["live", "nothing"] }).notNull(),
    found: text("found", { enum: ["live", "gone", "lapsed", "absent"] }).notNull(),
    since: instant("since").notNull(),
    checkedAt: instant("checked_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "partner_drifts_pkey", columns: [table.sagaUuid, table.step] }),
    index("partner_drifts_checked_at_idx").on(table.checkedAt),
    check(
      "partner_drifts_step_check",
      sql`${table.step} in ('prescription', 'inventory', 'shipment')`,
    ),
    check("partner_drifts_believed_check", sql`${table.believed} in ('live', 'nothing')`),
    check(
      "partner_drifts_found_check",
      sql`${table.found} in ('live', 'gone', 'lapsed', 'absent')`,
    ),
  ],
);

/**
 * What a person wants a partner to be asked about one order, and the newest answer.
 * A worker asks; nothing about the order changes by it. One row an order and step.
 */
export const partnerChecks = pgTable(
  "partner_checks",
  {
    sagaUuid: uuid("saga_uuid").notNull(),
    step: text("step", { enum: ["prescription", "inventory", "shipment"] }).notNull(),
    askedBy: text("asked_by").notNull(),
    askedAt: instant("asked_at").notNull(),
    /** Until then one worker is at it; one that dies over it is followed. */
    takenUntil: instant("taken_until"),
    /** Null while no answer, and no reason for there being none, has come. */
    doneAt: instant("done_at"),
    /** Why the newest question has no answer. */
    problemCode: text("problem_code"),
    /** The newest answer there was, whoever asked for it. */
    found: text("found", { enum: ["live", "gone", "lapsed", "absent"] }),
    checkedAt: instant("checked_at"),
  },
  (table) => [
    primaryKey({ name: "partner_checks_pkey", columns: [table.sagaUuid, table.step] }),
    index("partner_checks_due_idx").on(table.askedAt).where(sql`${table.doneAt} is null`),
    index("partner_checks_asked_by_asked_at_idx").on(table.askedBy, table.askedAt),
    check(
      "partner_checks_step_check",
      sql`${table.step} in ('prescription', 'inventory', 'shipment')`,
    ),
    check(
      "partner_checks_found_check",
      sql`${table.found} is null or ${table.found} in ('live', 'gone', 'lapsed', 'absent')`,
    ),
    check(
      "partner_checks_answer_check",
      sql`(${table.found} is null) = (${table.checkedAt} is null)`,
    ),
  ],
);
