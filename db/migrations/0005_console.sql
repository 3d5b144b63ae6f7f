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
