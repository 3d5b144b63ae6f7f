CREATE TABLE "partner_actions" (
	"action_id" uuid NOT NULL,
	"partner" text NOT NULL,
	"kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"reason_code" text NOT NULL,
	"note" text,
	"changed" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "partner_actions_pkey" PRIMARY KEY("action_id"),
	CONSTRAINT "partner_actions_partner_check" CHECK ("partner_actions"."partner" in ('prescription', 'inventory', 'carrier', 'notifications')),
	CONSTRAINT "partner_actions_kind_check" CHECK ("partner_actions"."kind" in ('hold', 'release'))
);
--> statement-breakpoint
CREATE TABLE "partner_drifts" (
	"saga_uuid" uuid NOT NULL,
	"step" text NOT NULL,
	"believed" text NOT NULL,
	"found" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "partner_drifts_pkey" PRIMARY KEY("saga_uuid","step"),
	CONSTRAINT "partner_drifts_step_check" CHECK ("partner_drifts"."step" in ('prescription', 'inventory', 'shipment')),
	CONSTRAINT "partner_drifts_believed_check" CHECK ("partner_drifts"."believed" in ('live', 'nothing')),
	CONSTRAINT "partner_drifts_found_check" CHECK ("partner_drifts"."found" in ('live', 'gone', 'lapsed', 'absent'))
);
--> statement-breakpoint
CREATE TABLE "upkeep_duties" (
	"duty" text NOT NULL,
	"last_run_at" timestamp (3) with time zone,
	"last_mended" integer DEFAULT 0 NOT NULL,
	"total_mended" bigint DEFAULT 0 NOT NULL,
	"cursor" bigint,
	"leased_by" integer,
	"leased_until" timestamp (3) with time zone,
	CONSTRAINT "upkeep_duties_pkey" PRIMARY KEY("duty"),
	CONSTRAINT "upkeep_duties_mended_check" CHECK ("upkeep_duties"."last_mended" >= 0 and "upkeep_duties"."total_mended" >= 0)
);
--> statement-breakpoint
ALTER TABLE "operator_actions" DROP CONSTRAINT "operator_actions_kind_check";--> statement-breakpoint
DROP INDEX "orders_notice_due_idx";--> statement-breakpoint
ALTER TABLE "partner_status" ADD COLUMN "circuit_cause" text;--> statement-breakpoint
ALTER TABLE "partner_status" ADD COLUMN "circuit_code" text;--> statement-breakpoint
ALTER TABLE "partner_status" ADD COLUMN "opened_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "partner_status" ADD COLUMN "probe_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "partner_status" ADD COLUMN "failed_probes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "partner_status" ADD COLUMN "probed_by" integer;--> statement-breakpoint
ALTER TABLE "partner_status" ADD COLUMN "probe_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "partner_status" ADD COLUMN "reopening_since" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "partner_actions_partner_created_at_idx" ON "partner_actions" USING btree ("partner","created_at");--> statement-breakpoint
CREATE INDEX "partner_drifts_checked_at_idx" ON "partner_drifts" USING btree ("checked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_replaces_order_id_key" ON "orders" USING btree ("replaces_order_id") WHERE "orders"."replaces_order_id" is not null;--> statement-breakpoint
CREATE INDEX "orders_notice_failed_idx" ON "orders" USING btree ("id") WHERE "orders"."notice_state" = 'failed';--> statement-breakpoint
CREATE INDEX "orders_notice_open_idx" ON "orders" USING btree ("id") WHERE "orders"."notice_state" in ('none', 'due') or ("orders"."cancelled_at" is not null and "orders"."notice_kind" = 'shipped');--> statement-breakpoint
CREATE INDEX "order_fulfillment_sagas_open_idx" ON "order_fulfillment_sagas" USING btree ("id") WHERE "order_fulfillment_sagas"."step" is not null;--> statement-breakpoint
CREATE INDEX "order_fulfillment_sagas_deadline_at_idx" ON "order_fulfillment_sagas" USING btree ("deadline_at") WHERE "order_fulfillment_sagas"."deadline_at" is not null;--> statement-breakpoint
ALTER TABLE "operator_actions" ADD CONSTRAINT "operator_actions_kind_check" CHECK ("operator_actions"."kind" in ('retry', 'undo', 'resolve', 'hold', 'release', 'told_by_phone', 'order_again'));--> statement-breakpoint
ALTER TABLE "partner_status" ADD CONSTRAINT "partner_status_circuit_cause_check" CHECK ("partner_status"."circuit_cause" is null or "partner_status"."circuit_cause" in ('failing', 'misconfigured', 'asked_to_wait'));--> statement-breakpoint
ALTER TABLE "partner_status" ADD CONSTRAINT "partner_status_circuit_check" CHECK (("partner_status"."circuit_cause" is null) = ("partner_status"."opened_at" is null) and ("partner_status"."circuit_cause" is null) = ("partner_status"."probe_at" is null) and ("partner_status"."circuit_cause" is null) = ("partner_status"."circuit_code" is null));--> statement-breakpoint
ALTER TABLE "partner_status" ADD CONSTRAINT "partner_status_failed_probes_check" CHECK ("partner_status"."failed_probes" >= 0);--> statement-breakpoint
-- One row a partner and direction, there from the start: whoever changes one updates it. Messages are not undone.
INSERT INTO "partner_status" ("partner", "direction") VALUES
  ('prescription', 'forward'), ('prescription', 'undo'), ('inventory', 'forward'), ('inventory', 'undo'),
  ('carrier', 'forward'), ('carrier', 'undo'), ('notifications', 'forward')
ON CONFLICT DO NOTHING;
