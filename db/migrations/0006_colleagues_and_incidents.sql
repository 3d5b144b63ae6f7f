CREATE TABLE "partner_incidents" (
	"partner" text NOT NULL,
	"direction" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"cause" text NOT NULL,
	"code" text NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "partner_incidents_pkey" PRIMARY KEY("partner","direction","started_at"),
	CONSTRAINT "partner_incidents_partner_check" CHECK ("partner_incidents"."partner" in ('prescription', 'inventory', 'carrier', 'notifications')),
	CONSTRAINT "partner_incidents_direction_check" CHECK ("partner_incidents"."direction" in ('forward', 'undo')),
	CONSTRAINT "partner_incidents_cause_check" CHECK ("partner_incidents"."cause" in ('failing', 'misconfigured')),
	CONSTRAINT "partner_incidents_ended_at_check" CHECK ("partner_incidents"."ended_at" >= "partner_incidents"."started_at")
);
--> statement-breakpoint
-- Unlogged: written anew every few seconds, and after a crash it is true that nobody is known to look.
CREATE UNLOGGED TABLE "presence" (
	"process_id" uuid NOT NULL,
	"looking" jsonb NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "presence_pkey" PRIMARY KEY("process_id")
);
--> statement-breakpoint
CREATE TABLE "reveals" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "reveals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reveal_uuid" uuid NOT NULL,
	"saga_uuid" uuid NOT NULL,
	"actor_id" text NOT NULL,
	"purpose" text NOT NULL,
	"note" text,
	"revealed_at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reveals_pkey" PRIMARY KEY("id"),
	CONSTRAINT "reveals_reveal_uuid_key" UNIQUE("reveal_uuid"),
	CONSTRAINT "reveals_purpose_check" CHECK ("reveals"."purpose" in ('customer_on_the_line', 'delivery_problem', 'clinical_question', 'investigation', 'other')),
	CONSTRAINT "reveals_until_check" CHECK ("reveals"."until" > "reveals"."revealed_at")
);
--> statement-breakpoint
DROP INDEX "orders_notice_failed_idx";--> statement-breakpoint
DROP INDEX "orders_notice_open_idx";--> statement-breakpoint
DROP INDEX "order_fulfillment_sagas_parked_idx";--> statement-breakpoint
CREATE INDEX "partner_incidents_started_at_idx" ON "partner_incidents" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "reveals_saga_uuid_id_idx" ON "reveals" USING btree ("saga_uuid","id");--> statement-breakpoint
CREATE INDEX "reveals_actor_id_revealed_at_idx" ON "reveals" USING btree ("actor_id","revealed_at");--> statement-breakpoint
CREATE INDEX "orders_notice_failed_idx" ON "orders" USING btree ("id","order_uuid","notice_kind","notice_at") WHERE "orders"."notice_state" = 'failed';--> statement-breakpoint
CREATE INDEX "orders_notice_open_idx" ON "orders" USING btree ("id","order_uuid") WHERE "orders"."notice_state" in ('none', 'due') or ("orders"."cancelled_at" is not null and "orders"."notice_kind" = 'shipped');--> statement-breakpoint
CREATE INDEX "order_fulfillment_sagas_parked_idx" ON "order_fulfillment_sagas" USING btree ("id","parked_reason","parked_at","order_uuid") WHERE "order_fulfillment_sagas"."parked_reason" is not null;
--> statement-breakpoint
-- What lasts already began when its circuit opened.
INSERT INTO "partner_incidents" ("partner", "direction", "started_at", "cause", "code")
  SELECT "partner", "direction", "opened_at", "circuit_cause", "circuit_code" FROM "partner_status"
  WHERE "circuit_cause" IN ('failing', 'misconfigured');
--> statement-breakpoint
-- Who saw whose data, and what staff did to accounts and keys: kept from their owner's hands too.
CREATE TRIGGER "reveals_refuse_change" BEFORE UPDATE OR DELETE ON "reveals"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_events"();
--> statement-breakpoint
CREATE TRIGGER "reveals_refuse_truncate" BEFORE TRUNCATE ON "reveals"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_events"();
--> statement-breakpoint
ALTER TABLE "reveals" ENABLE ALWAYS TRIGGER "reveals_refuse_change";
--> statement-breakpoint
ALTER TABLE "reveals" ENABLE ALWAYS TRIGGER "reveals_refuse_truncate";
--> statement-breakpoint
CREATE TRIGGER "staff_actions_refuse_change" BEFORE UPDATE OR DELETE ON "staff_actions"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_events"();
--> statement-breakpoint
CREATE TRIGGER "staff_actions_refuse_truncate" BEFORE TRUNCATE ON "staff_actions"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_events"();
--> statement-breakpoint
ALTER TABLE "staff_actions" ENABLE ALWAYS TRIGGER "staff_actions_refuse_change";
--> statement-breakpoint
ALTER TABLE "staff_actions" ENABLE ALWAYS TRIGGER "staff_actions_refuse_truncate";
