-- Both at once: each column that is computed rewrites the table.
ALTER TABLE "order_fulfillment_sagas"
  ADD COLUMN "ended_references" text[] GENERATED ALWAYS AS (case when state in ('COMPLETED', 'CANCELLED') then array_remove(array[prescription_reference, inventory_reference, shipment_reference], null) end) STORED,
  ADD COLUMN "trouble" text GENERATED ALWAYS AS (case when step is not null and parked_reason is distinct from 'HELD_BY_OPERATOR' and coalesce(parked_code, last_error_code, '') <> 'partner_held' and (parked_reason is not null or (last_error_code is not null and (direction = 'forward' or attempt > 0 or tries > 0))) then step || '.' || direction || '.' || coalesce(parked_code, last_error_code, parked_reason) end) STORED;
--> statement-breakpoint
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
ALTER TABLE "patients" ADD COLUMN "email_index" text;
--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "phone_index" text;
--> statement-breakpoint
CREATE INDEX "saved_views_owner_id_idx" ON "saved_views" USING btree ("owner_id");
--> statement-breakpoint
CREATE INDEX "saved_views_shared_idx" ON "saved_views" USING btree ("name") WHERE "saved_views"."shared";
--> statement-breakpoint
CREATE INDEX "patients_email_index_order_uuid_idx" ON "patients" USING btree ("email_index","order_uuid") WHERE "patients"."email_index" is not null;
--> statement-breakpoint
CREATE INDEX "patients_phone_index_order_uuid_idx" ON "patients" USING btree ("phone_index","order_uuid") WHERE "patients"."phone_index" is not null;
--> statement-breakpoint
CREATE INDEX "patients_not_indexed_idx" ON "patients" USING btree ("order_uuid") WHERE "patients"."email_index" is null and "patients"."phone_index" is null;
--> statement-breakpoint
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
ALTER TABLE "api_keys" ADD COLUMN "replaces" text;
--> statement-breakpoint
CREATE INDEX "staff_actions_created_at_idx" ON "staff_actions" USING btree ("created_at","action_id");
--> statement-breakpoint
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
ALTER TABLE "operator_actions" DROP CONSTRAINT "operator_actions_kind_check";
--> statement-breakpoint
CREATE UNIQUE INDEX "claims_open_key" ON "claims" USING btree ("saga_uuid") WHERE "claims"."ended_at" is null;
--> statement-breakpoint
CREATE INDEX "claims_open_expires_at_idx" ON "claims" USING btree ("expires_at") WHERE "claims"."ended_at" is null;
--> statement-breakpoint
CREATE INDEX "claims_open_actor_id_expires_at_idx" ON "claims" USING btree ("actor_id","expires_at") WHERE "claims"."ended_at" is null;
--> statement-breakpoint
CREATE INDEX "notes_saga_uuid_created_at_idx" ON "notes" USING btree ("saga_uuid","created_at");
--> statement-breakpoint
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
CREATE INDEX "partner_checks_due_idx" ON "partner_checks" USING btree ("asked_at") WHERE "partner_checks"."done_at" is null;
--> statement-breakpoint
CREATE INDEX "partner_checks_asked_by_asked_at_idx" ON "partner_checks" USING btree ("asked_by","asked_at");
--> statement-breakpoint
CREATE TABLE "bulk_operation_orders" (
	"bulk_id" bigint NOT NULL,
	"ordinal" integer NOT NULL,
	"saga_uuid" uuid NOT NULL,
	"order_number" text NOT NULL,
	"revision" integer NOT NULL,
	"stage" integer,
	"state" text NOT NULL,
	"outcome" text,
	"asked_at" timestamp (3) with time zone,
	"picked_up_at" timestamp (3) with time zone,
	"ran_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "bulk_operation_orders_pkey" PRIMARY KEY("bulk_id","ordinal"),
	CONSTRAINT "bulk_operation_orders_bulk_id_saga_uuid_key" UNIQUE("bulk_id","saga_uuid"),
	CONSTRAINT "bulk_operation_orders_state_check" CHECK ("bulk_operation_orders"."state" in ('untouched', 'asked', 'fixed', 'same_error', 'new_error', 'refused', 'no_effect', 'skipped')),
	CONSTRAINT "bulk_operation_orders_stage_check" CHECK (("bulk_operation_orders"."state" = 'skipped') = ("bulk_operation_orders"."stage" is null) and ("bulk_operation_orders"."stage" is null or "bulk_operation_orders"."stage" between 1 and 4)),
	CONSTRAINT "bulk_operation_orders_asked_check" CHECK (("bulk_operation_orders"."state" in ('untouched', 'skipped')) = ("bulk_operation_orders"."asked_at" is null))
);
--> statement-breakpoint
CREATE TABLE "bulk_operations" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "bulk_operations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bulk_uuid" uuid NOT NULL,
	"kind" text NOT NULL,
	"group_id" bigint,
	"left_out" integer DEFAULT 0 NOT NULL,
	"state" text NOT NULL,
	"state_at" timestamp (3) with time zone NOT NULL,
	"state_by" text,
	"stop_code" text,
	"asked_by" text NOT NULL,
	"reason_code" text,
	"note" text,
	"per_minute" integer DEFAULT 30 NOT NULL,
	"same_error_limit" integer DEFAULT 1 NOT NULL,
	"new_error_limit" integer DEFAULT 3 NOT NULL,
	"frozen_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"stage" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "bulk_operations_pkey" PRIMARY KEY("id"),
	CONSTRAINT "bulk_operations_bulk_uuid_key" UNIQUE("bulk_uuid"),
	CONSTRAINT "bulk_operations_kind_check" CHECK ("bulk_operations"."kind" in ('retry', 'undo')),
	CONSTRAINT "bulk_operations_state_check" CHECK ("bulk_operations"."state" in ('frozen', 'running', 'paused', 'stopped', 'stopped_itself', 'done')),
	CONSTRAINT "bulk_operations_stop_check" CHECK (("bulk_operations"."state" = 'stopped_itself') = ("bulk_operations"."stop_code" is not null)),
	CONSTRAINT "bulk_operations_started_check" CHECK (("bulk_operations"."state" = 'frozen') = ("bulk_operations"."started_at" is null) and ("bulk_operations"."state" = 'frozen' or "bulk_operations"."reason_code" is not null)),
	CONSTRAINT "bulk_operations_limits_check" CHECK ("bulk_operations"."per_minute" between 1 and 600 and "bulk_operations"."same_error_limit" between 0 and 5 and "bulk_operations"."new_error_limit" between 0 and 20 and "bulk_operations"."stage" between 1 and 4)
);
--> statement-breakpoint
CREATE TABLE "failure_group_hours" (
	"group_id" bigint NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"attempts" integer NOT NULL,
	CONSTRAINT "failure_group_hours_pkey" PRIMARY KEY("group_id","hour"),
	CONSTRAINT "failure_group_hours_attempts_check" CHECK ("failure_group_hours"."attempts" > 0)
);
--> statement-breakpoint
CREATE TABLE "failure_group_notes" (
	"note_id" uuid NOT NULL,
	"group_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"author_id" text,
	"status" text,
	"fixed_in" text,
	"ignored_until" timestamp (3) with time zone,
	"note" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "failure_group_notes_pkey" PRIMARY KEY("note_id"),
	CONSTRAINT "failure_group_notes_kind_check" CHECK ("failure_group_notes"."kind" in ('note', 'status', 'came_back'))
);
--> statement-breakpoint
CREATE TABLE "failure_group_orders" (
	"group_id" bigint NOT NULL,
	"saga_uuid" uuid NOT NULL,
	CONSTRAINT "failure_group_orders_pkey" PRIMARY KEY("group_id","saga_uuid")
);
--> statement-breakpoint
CREATE TABLE "failure_groups" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "failure_groups_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"fingerprint" text NOT NULL,
	"step" text NOT NULL,
	"direction" text NOT NULL,
	"code" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"attempt_count" bigint DEFAULT 0 NOT NULL,
	"order_count" bigint DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'new' NOT NULL,
	"status_at" timestamp (3) with time zone NOT NULL,
	"fixed_in" text,
	"ignored_until" timestamp (3) with time zone,
	"owner_id" text,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "failure_groups_pkey" PRIMARY KEY("id"),
	CONSTRAINT "failure_groups_fingerprint_key" UNIQUE("fingerprint"),
	CONSTRAINT "failure_groups_status_check" CHECK ("failure_groups"."status" in ('new', 'came_back', 'known', 'waiting_for_partner', 'fixed', 'ignored')),
	CONSTRAINT "failure_groups_step_check" CHECK ("failure_groups"."step" in ('order', 'prescription', 'inventory', 'shipment')),
	CONSTRAINT "failure_groups_direction_check" CHECK ("failure_groups"."direction" in ('forward', 'undo')),
	CONSTRAINT "failure_groups_counts_check" CHECK ("failure_groups"."attempt_count" >= 0 and "failure_groups"."order_count" >= 0 and "failure_groups"."revision" > 0)
);
--> statement-breakpoint
ALTER TABLE "bulk_operation_orders" ADD CONSTRAINT "bulk_operation_orders_bulk_id_fkey" FOREIGN KEY ("bulk_id") REFERENCES "public"."bulk_operations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "bulk_operations" ADD CONSTRAINT "bulk_operations_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "public"."failure_groups"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "failure_group_hours" ADD CONSTRAINT "failure_group_hours_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "public"."failure_groups"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "failure_group_notes" ADD CONSTRAINT "failure_group_notes_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "public"."failure_groups"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "failure_group_orders" ADD CONSTRAINT "failure_group_orders_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "public"."failure_groups"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "bulk_operation_orders_asked_idx" ON "bulk_operation_orders" USING btree ("bulk_id") WHERE "bulk_operation_orders"."state" = 'asked';
--> statement-breakpoint
CREATE INDEX "bulk_operations_group_id_idx" ON "bulk_operations" USING btree ("group_id","id") WHERE "bulk_operations"."group_id" is not null;
--> statement-breakpoint
CREATE INDEX "bulk_operations_running_idx" ON "bulk_operations" USING btree ("id") WHERE "bulk_operations"."state" = 'running';
--> statement-breakpoint
CREATE INDEX "bulk_operations_frozen_idx" ON "bulk_operations" USING btree ("frozen_at") WHERE "bulk_operations"."state" = 'frozen';
--> statement-breakpoint
CREATE INDEX "failure_group_notes_group_id_created_at_idx" ON "failure_group_notes" USING btree ("group_id","created_at");
--> statement-breakpoint
CREATE INDEX "failure_groups_last_seen_at_idx" ON "failure_groups" USING btree ("last_seen_at");
--> statement-breakpoint
CREATE INDEX "order_fulfillment_sagas_trouble_id_idx" ON "order_fulfillment_sagas" USING btree ("trouble","id") WHERE "order_fulfillment_sagas"."trouble" is not null;
--> statement-breakpoint
CREATE TABLE "activity_rollups" (
	"width_seconds" integer NOT NULL,
	"bucket_at" timestamp (3) with time zone NOT NULL,
	"measure" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "activity_rollups_pkey" PRIMARY KEY("width_seconds","bucket_at","measure"),
	CONSTRAINT "activity_rollups_width_check" CHECK ("activity_rollups"."width_seconds" in (300, 3600)),
	CONSTRAINT "activity_rollups_measure_check" CHECK ("activity_rollups"."measure" in ('orders_placed', 'orders_completed', 'orders_cancelled', 'customers_told', 'prescription_refused', 'inventory_refused', 'shipment_refused', 'prescription_failed', 'inventory_failed', 'shipment_failed', 'undo_failed', 'mail_failed')),
	CONSTRAINT "activity_rollups_count_check" CHECK ("activity_rollups"."count" > 0)
);
--> statement-breakpoint
CREATE TABLE "duration_rollups" (
	"width_seconds" integer NOT NULL,
	"bucket_at" timestamp (3) with time zone NOT NULL,
	"subject" text NOT NULL,
	"bin" smallint NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "duration_rollups_pkey" PRIMARY KEY("width_seconds","bucket_at","subject","bin"),
	CONSTRAINT "duration_rollups_width_check" CHECK ("duration_rollups"."width_seconds" in (300, 3600)),
	CONSTRAINT "duration_rollups_subject_check" CHECK ("duration_rollups"."subject" in ('prescription', 'inventory', 'shipment', 'order', 'undo')),
	CONSTRAINT "duration_rollups_bin_check" CHECK ("duration_rollups"."bin" between 0 and 80),
	CONSTRAINT "duration_rollups_count_check" CHECK ("duration_rollups"."count" > 0)
);
--> statement-breakpoint
CREATE TABLE "rollup_progress" (
	"projector" text NOT NULL,
	"cursor" bigint NOT NULL,
	"as_of" timestamp (3) with time zone,
	CONSTRAINT "rollup_progress_pkey" PRIMARY KEY("projector"),
	CONSTRAINT "rollup_progress_cursor_check" CHECK ("rollup_progress"."cursor" >= 0)
);
--> statement-breakpoint
-- The one place of the one projector, there from the start: whoever counts locks it.
INSERT INTO "rollup_progress" ("projector", "cursor") VALUES ('overview', 0) ON CONFLICT DO NOTHING;
