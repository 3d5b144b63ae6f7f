CREATE TABLE "saved_views" (
	"view_id" uuid NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"content" jsonb NOT NULL,
	"shared" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "saved_views_pkey" PRIMARY KEY("view_id"),
	CONSTRAINT "saved_views_name_check" CHECK (char_length("saved_views"."name") between 1 and 60)
);
--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "email_index" text;--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "phone_index" text;--> statement-breakpoint
ALTER TABLE "order_fulfillment_sagas" ADD COLUMN "ended_references" text[] GENERATED ALWAYS AS (case when state in ('COMPLETED', 'CANCELLED') then array_remove(array[prescription_reference, inventory_reference, shipment_reference], null) end) STORED;--> statement-breakpoint
CREATE INDEX "saved_views_owner_id_idx" ON "saved_views" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "saved_views_shared_idx" ON "saved_views" USING btree ("name") WHERE "saved_views"."shared";--> statement-breakpoint
CREATE INDEX "patients_email_index_order_uuid_idx" ON "patients" USING btree ("email_index","order_uuid") WHERE "patients"."email_index" is not null;--> statement-breakpoint
CREATE INDEX "patients_phone_index_order_uuid_idx" ON "patients" USING btree ("phone_index","order_uuid") WHERE "patients"."phone_index" is not null;--> statement-breakpoint
CREATE INDEX "patients_not_indexed_idx" ON "patients" USING btree ("order_uuid") WHERE "patients"."email_index" is null and "patients"."phone_index" is null;--> statement-breakpoint
CREATE INDEX "order_fulfillment_sagas_ended_references_idx" ON "order_fulfillment_sagas" USING gin ("ended_references");

--> statement-breakpoint
CREATE TABLE "staff_actions" (
	"action_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"subject" text NOT NULL,
	"details" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_actions_pkey" PRIMARY KEY("action_id"),
	CONSTRAINT "staff_actions_kind_check" CHECK ("staff_actions"."kind" in ('account_created', 'account_role_changed', 'account_disabled', 'account_enabled', 'password_reset', 'password_changed', 'sessions_ended', 'api_key_created', 'api_key_rotated', 'api_key_revoked', 'fault_injected', 'faults_cleared')),
	CONSTRAINT "staff_actions_details_check" CHECK (jsonb_typeof("staff_actions"."details") = 'object')
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "replaces" text;--> statement-breakpoint
CREATE INDEX "staff_actions_created_at_idx" ON "staff_actions" USING btree ("created_at","action_id");--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_replaces_key" UNIQUE("replaces");

--> statement-breakpoint
CREATE TABLE "claims" (
	"claim_id" uuid NOT NULL,
	"saga_uuid" uuid NOT NULL,
	"actor_id" text NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"taken_from" text,
	"note" text,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text,
	CONSTRAINT "claims_pkey" PRIMARY KEY("claim_id"),
	CONSTRAINT "claims_expires_at_check" CHECK ("claims"."expires_at" > "claims"."claimed_at"),
	CONSTRAINT "claims_ended_check" CHECK (("claims"."ended_at" is null) = ("claims"."ended_by" is null)),
	CONSTRAINT "claims_ended_by_check" CHECK ("claims"."ended_by" is null or "claims"."ended_by" in ('release', 'take_over', 'time')),
	CONSTRAINT "claims_take_over_check" CHECK (("claims"."taken_from" is null) = ("claims"."note" is null))
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"note_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"saga_uuid" uuid NOT NULL,
	"author_id" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notes_pkey" PRIMARY KEY("note_id","version"),
	CONSTRAINT "notes_version_check" CHECK ("notes"."version" > 0),
	CONSTRAINT "notes_text_check" CHECK (char_length("notes"."text") between 1 and 2000)
);
--> statement-breakpoint
ALTER TABLE "operator_actions" DROP CONSTRAINT "operator_actions_kind_check";--> statement-breakpoint
CREATE UNIQUE INDEX "claims_open_key" ON "claims" USING btree ("saga_uuid") WHERE "claims"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "claims_open_expires_at_idx" ON "claims" USING btree ("expires_at") WHERE "claims"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "claims_open_actor_id_expires_at_idx" ON "claims" USING btree ("actor_id","expires_at") WHERE "claims"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "notes_saga_uuid_created_at_idx" ON "notes" USING btree ("saga_uuid","created_at");--> statement-breakpoint
ALTER TABLE "operator_actions" ADD CONSTRAINT "operator_actions_kind_check" CHECK ("operator_actions"."kind" in ('retry', 'undo', 'resolve', 'hold', 'release', 'told_by_phone', 'resend_notice', 'order_again'));

--> statement-breakpoint
CREATE TABLE "partner_checks" (
	"saga_uuid" uuid NOT NULL,
	"step" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"taken_until" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"problem_code" text,
	"found" text,
	"checked_at" timestamp (3) with time zone,
	CONSTRAINT "partner_checks_pkey" PRIMARY KEY("saga_uuid","step"),
	CONSTRAINT "partner_checks_step_check" CHECK ("partner_checks"."step" in ('prescription', 'inventory', 'shipment')),
	CONSTRAINT "partner_checks_found_check" CHECK ("partner_checks"."found" is null or "partner_checks"."found" in ('live', 'gone', 'lapsed', 'absent')),
	CONSTRAINT "partner_checks_answer_check" CHECK (("partner_checks"."found" is null) = ("partner_checks"."checked_at" is null))
);
--> statement-breakpoint
CREATE INDEX "partner_checks_due_idx" ON "partner_checks" USING btree ("asked_at") WHERE "partner_checks"."done_at" is null;--> statement-breakpoint
CREATE INDEX "partner_checks_asked_by_asked_at_idx" ON "partner_checks" USING btree ("asked_by","asked_at");
