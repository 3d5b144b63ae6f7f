import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * The order as the storefront placed it. Immutable but for the order stream's
 * version, its cancellation and what became of the customer's notice, so that a
 * partner request built from it is byte-equal on every re-send.
 */
export const orders = pgTable(
  "orders",
  {
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity({ name: "orders_id_seq" }),
    orderUuid: uuid("order_uuid").notNull(),
    orderNumber: text("order_number").notNull(),
    clientId: text("client_id").notNull(),
    externalOrderId: text("external_order_id").notNull(),
    replacesOrderId: uuid("replaces_order_id"),
    lineCount: integer("line_count").notNull(),
    shippingService: text("shipping_service", {
      enum: ["standard", "expedited", "overnight"],
    }).notNull(),
    // Personal data from here to ship_to_instructions.
    shipToName: text("ship_to_name"),
    shipToLine1: text("ship_to_line1").notNull(),
    shipToLine2: text("ship_to_line2"),
    shipToCity: text("ship_to_city").notNull(),
    shipToState: text("ship_to_state").notNull(),
    shipToPostalCode: text("ship_to_postal_code").notNull(),
    shipToCountry: text("ship_to_country").notNull(),
    shipToResidential: boolean("ship_to_residential"),
    shipToInstructions: text("ship_to_instructions"),
    /** Version of the order's own stream. */
    version: integer("version").notNull(),
    cancelledAt: instant("cancelled_at"),
    /** The customer's last message: none yet, due, told, or for a person to tell. */
    noticeKind: text("notice_kind", { enum: ["shipped", "cancelled"] }),
    noticeState: text("notice_state", { enum: ["none", "due", "told", "failed"] }).notNull(),
    noticeCode: text("notice_code"),
    noticeAt: instant("notice_at"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "orders_pkey", columns: [table.id] }),
    unique("orders_order_uuid_key").on(table.orderUuid),
    unique("orders_order_number_key").on(table.orderNumber),
    unique("orders_client_id_external_order_id_key").on(table.clientId, table.externalOrderId),
    // One order is replaced by one: whoever is second is told of the first.
    uniqueIndex("orders_replaces_order_id_key")
      .on(table.replacesOrderId)
      .where(sql`${table.replacesOrderId} is not null`),
    // For the list of those whom a person must tell, and for the sweep of those nobody has told
    // yet, or of something else than what came last.
    index("orders_notice_failed_idx")
      .on(table.id, table.orderUuid, table.noticeKind, table.noticeAt)
      .where(sql`${table.noticeState} = 'failed'`),
    // With what is needed to pass over those that have stopped: see db/queries/not-parked.ts.
    index("orders_notice_open_idx")
      .on(table.id, table.orderUuid)
      .where(
        sql`${table.noticeState} in ('none', 'due') or (${table.cancelledAt} is not null and ${table.noticeKind} = 'shipped')`,
      ),
    check(
      "orders_notice_state_check",
      sql`${table.noticeState} in ('none', 'due', 'told', 'failed')`,
    ),
    check(
      "orders_notice_kind_check",
      sql`${table.noticeKind} is null or ${table.noticeKind} in ('shipped', 'cancelled')`,
    ),
    check(
      "orders_notice_check",
      sql`(${table.noticeState} = 'none') = (${table.noticeKind} is null)`,
    ),
    check("orders_line_count_check", sql`${table.lineCount} between 1 and 10`),
    check(
      "orders_shipping_service_check",
      sql`${table.shippingService} in ('standard', 'expedited', 'overnight')`,
    ),
    check("orders_ship_to_country_check", sql`${table.shipToCountry} = 'US'`),
    check("orders_version_check", sql`${table.version} > 0`),
  ],
);

/** The patient as given with this order: a snapshot, so a later order cannot change an earlier request. */
export const patients = pgTable(
  "patients",
  {
    orderUuid: uuid("order_uuid").notNull(),
    clientId: text("client_id").notNull(),
    externalPatientId: text("external_patient_id").notNull(),
    givenNames: text("given_names").array().notNull(),
    familyName: text("family_name").notNull(),
    birthDate: date("birth_date", { mode: "string" }).notNull(),
    sex: text("sex", { enum: ["male", "female", "other", "unknown"] }),
    email: text("email"),
    phone: text("phone"),
    /** Keyed hashes by which an address or a number is found without being read; see server/orders/contact-index.ts. */
    emailIndex: text("email_index"),
    phoneIndex: text("phone_index"),
    preferredChannel: text("preferred_channel", {
      enum: ["email", "sms", "phone", "none"],
    }).notNull(),
    locale: text("locale").notNull(),
    timeZone: text("time_zone"),
  },
  (table) => [
    primaryKey({ name: "patients_pkey", columns: [table.orderUuid] }),
    foreignKey({
      name: "patients_order_uuid_fkey",
      columns: [table.orderUuid],
      foreignColumns: [orders.orderUuid],
    }),
    index("patients_client_id_external_patient_id_idx").on(table.clientId, table.externalPatientId),
    // With the order's uuid, which begins with its time: a customer's newest orders come first.
    index("patients_email_index_order_uuid_idx")
      .on(table.emailIndex, table.orderUuid)
      .where(sql`${table.emailIndex} is not null`),
    index("patients_phone_index_order_uuid_idx")
      .on(table.phoneIndex, table.orderUuid)
      .where(sql`${table.phoneIndex} is not null`),
    // Empty but for what an older version has written: see scripts/postgres/index-contacts.ts.
    index("patients_not_indexed_idx")
      .on(table.orderUuid)
      .where(sql`${table.emailIndex} is null and ${table.phoneIndex} is null`),
    check(
      "patients_sex_check",
      sql`${table.sex} is null or ${table.sex} in ('male', 'female', 'other', 'unknown')`,
    ),
    check("patients_contact_check", sql`${table.email} is not null or ${table.phone} is not null`),
  ],
);

export const orderLines = pgTable(
  "order_lines",
  {
    orderUuid: uuid("order_uuid").notNull(),
    /** Place in the order as sent, from 1. */
    position: integer("position").notNull(),
    lineId: text("line_id").notNull(),
    /** 6-4-2 without hyphens: one key for every way of writing the code. */
    ndcCanonical: text("ndc_canonical").notNull(),
    ndcDisplay: text("ndc_display").notNull(),
    quantity: numeric("quantity", { precision: 12, scale: 3, mode: "number" }).notNull(),
    unit: text("unit", { enum: ["EA", "ML", "GM"] }).notNull(),
    daysSupply: integer("days_supply").notNull(),
    refills: integer("refills").notNull(),
    directions: text("directions").notNull(),
    substitutionAllowed: boolean("substitution_allowed").notNull(),
    prescriberNpi: text("prescriber_npi"),
    prescriberName: text("prescriber_name"),
    prescriptionKind: text("prescription_kind", { enum: ["new", "on_file"] }).notNull(),
    rxNumber: text("rx_number"),
    writtenOn: date("written_on", { mode: "string" }),
    expiresOn: date("expires_on", { mode: "string" }),
  },
  (table) => [
    primaryKey({ name: "order_lines_pkey", columns: [table.orderUuid, table.position] }),
    foreignKey({
      name: "order_lines_order_uuid_fkey",
      columns: [table.orderUuid],
      foreignColumns: [orders.orderUuid],
    }),
    unique("order_lines_order_uuid_line_id_key").on(table.orderUuid, table.lineId),
    unique("order_lines_order_uuid_ndc_canonical_key").on(table.orderUuid, table.ndcCanonical),
    check("order_lines_quantity_check", sql`${table.quantity} > 0`),
    check("order_lines_unit_check", sql`${table.unit} in ('EA', 'ML', 'GM')`),
    check("order_lines_days_supply_check", sql`${table.daysSupply} between 1 and 365`),
    check("order_lines_refills_check", sql`${table.refills} between 0 and 11`),
    check("order_lines_ndc_canonical_check", sql`${table.ndcCanonical} ~ '^[0-9]{12}$'`),
  ],
);

/** One answer per key and client; written in the transaction that creates the order. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    clientId: text("client_id").notNull(),
    key: text("key").notNull(),
    operation: text("operation").notNull(),
    /** HMAC of the body as received: a plain hash of personal data could be guessed. */
    fingerprint: text("fingerprint").notNull(),
    orderUuid: uuid("order_uuid").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "idempotency_keys_pkey", columns: [table.clientId, table.key] }),
    index("idempotency_keys_expires_at_idx").on(table.expiresAt),
  ],
);
