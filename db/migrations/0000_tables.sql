CREATE TABLE "api_keys" (
	"id" text NOT NULL,
	"name" text NOT NULL,
	"client_id" text NOT NULL,
	"environment" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" text,
	CONSTRAINT "api_keys_pkey" PRIMARY KEY("id"),
	CONSTRAINT "api_keys_environment_check" CHECK ("api_keys"."environment" in ('live', 'test')),
	CONSTRAINT "api_keys_id_check" CHECK ("api_keys"."id" ~ '^[0-9A-Za-z]{16}$'),
	CONSTRAINT "api_keys_revoked_check" CHECK (("api_keys"."revoked_at" is null) = ("api_keys"."revoked_by" is null))
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" text NOT NULL,
	"user_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"account_id" text NOT NULL,
	"password" text,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_pkey" PRIMARY KEY("id"),
	CONSTRAINT "accounts_provider_id_account_id_key" UNIQUE("provider_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"id" text NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limits_pkey" PRIMARY KEY("id"),
	CONSTRAINT "rate_limits_key_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_pkey" PRIMARY KEY("id"),
	CONSTRAINT "sessions_token_key" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"email_hash" text NOT NULL,
	"failed_count" integer NOT NULL,
	"last_attempt_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY("email_hash"),
	CONSTRAINT "sign_in_attempts_failed_count_check" CHECK ("sign_in_attempts"."failed_count" > 0)
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"role" text NOT NULL,
	"created_by" text,
	"disabled_at" timestamp (3) with time zone,
	"disabled_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_pkey" PRIMARY KEY("id"),
	CONSTRAINT "users_email_key" UNIQUE("email"),
	CONSTRAINT "users_role_check" CHECK ("users"."role" in ('support', 'admin')),
	CONSTRAINT "users_email_check" CHECK ("users"."email" = lower("users"."email")),
	CONSTRAINT "users_disabled_check" CHECK (("users"."disabled_at" is null) = ("users"."disabled_by" is null))
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "verifications_pkey" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "event_store" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "event_store_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"aggregate_uuid" uuid NOT NULL,
	"aggregate_type" text NOT NULL,
	"aggregate_version" integer NOT NULL,
	"event_type" text NOT NULL,
	"event_version" integer NOT NULL,
	"event_data" jsonb NOT NULL,
	"metadata" jsonb NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "event_store_pkey" PRIMARY KEY("id"),
	CONSTRAINT "event_store_aggregate_uuid_aggregate_version_key" UNIQUE("aggregate_uuid","aggregate_version"),
	CONSTRAINT "event_store_aggregate_type_check" CHECK ("event_store"."aggregate_type" in ('order', 'order_fulfillment_saga')),
	CONSTRAINT "event_store_aggregate_version_check" CHECK ("event_store"."aggregate_version" > 0),
	CONSTRAINT "event_store_event_version_check" CHECK ("event_store"."event_version" > 0),
	CONSTRAINT "event_store_event_data_check" CHECK (jsonb_typeof("event_store"."event_data") = 'object'),
	CONSTRAINT "event_store_metadata_check" CHECK (jsonb_typeof("event_store"."metadata") = 'object')
);
--> statement-breakpoint
CREATE TABLE "operator_actions" (
	"action_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"saga_uuid" uuid NOT NULL,
	"actor_id" text NOT NULL,
	"reason_code" text NOT NULL,
	"note" text,
	"revision_seen" integer NOT NULL,
	"decision" text NOT NULL,
	"decision_code" text,
	"version_before" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "operator_actions_pkey" PRIMARY KEY("action_id"),
	CONSTRAINT "operator_actions_kind_check" CHECK ("operator_actions"."kind" in ('retry', 'undo', 'resolve', 'hold', 'release')),
	CONSTRAINT "operator_actions_decision_check" CHECK ("operator_actions"."decision" in ('accepted', 'ignored', 'rejected'))
);
--> statement-breakpoint
CREATE TABLE "partner_status" (
	"partner" text NOT NULL,
	"direction" text NOT NULL,
	"held_since" timestamp (3) with time zone,
	"held_by" text,
	"hold_reason" text,
	CONSTRAINT "partner_status_pkey" PRIMARY KEY("partner","direction"),
	CONSTRAINT "partner_status_partner_check" CHECK ("partner_status"."partner" in ('prescription', 'inventory', 'carrier', 'notifications')),
	CONSTRAINT "partner_status_direction_check" CHECK ("partner_status"."direction" in ('forward', 'undo')),
	CONSTRAINT "partner_status_hold_check" CHECK (("partner_status"."held_since" is null) = ("partner_status"."held_by" is null))
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"client_id" text NOT NULL,
	"key" text NOT NULL,
	"operation" text NOT NULL,
	"fingerprint" text NOT NULL,
	"order_uuid" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY("client_id","key")
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"order_uuid" uuid NOT NULL,
	"position" integer NOT NULL,
	"line_id" text NOT NULL,
	"ndc_canonical" text NOT NULL,
	"ndc_display" text NOT NULL,
	"quantity" numeric(12, 3) NOT NULL,
	"unit" text NOT NULL,
	"days_supply" integer NOT NULL,
	"refills" integer NOT NULL,
	"directions" text NOT NULL,
	"substitution_allowed" boolean NOT NULL,
	"prescriber_npi" text,
	"prescriber_name" text,
	"prescription_kind" text NOT NULL,
	"rx_number" text,
	"written_on" date,
	"expires_on" date,
	CONSTRAINT "order_lines_pkey" PRIMARY KEY("order_uuid","position"),
	CONSTRAINT "order_lines_order_uuid_line_id_key" UNIQUE("order_uuid","line_id"),
	CONSTRAINT "order_lines_order_uuid_ndc_canonical_key" UNIQUE("order_uuid","ndc_canonical"),
	CONSTRAINT "order_lines_quantity_check" CHECK ("order_lines"."quantity" > 0),
	CONSTRAINT "order_lines_unit_check" CHECK ("order_lines"."unit" in ('EA', 'ML', 'GM')),
	CONSTRAINT "order_lines_days_supply_check" CHECK ("order_lines"."days_supply" between 1 and 365),
	CONSTRAINT "order_lines_refills_check" CHECK ("order_lines"."refills" between 0 and 11),
	CONSTRAINT "order_lines_ndc_canonical_check" CHECK ("order_lines"."ndc_canonical" ~ '^[0-9]{12}$')
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "orders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"order_uuid" uuid NOT NULL,
	"order_number" text NOT NULL,
	"client_id" text NOT NULL,
	"external_order_id" text NOT NULL,
	"replaces_order_id" uuid,
	"line_count" integer NOT NULL,
	"shipping_service" text NOT NULL,
	"ship_to_name" text,
	"ship_to_line1" text NOT NULL,
	"ship_to_line2" text,
	"ship_to_city" text NOT NULL,
	"ship_to_state" text NOT NULL,
	"ship_to_postal_code" text NOT NULL,
	"ship_to_country" text NOT NULL,
	"ship_to_residential" boolean,
	"ship_to_instructions" text,
	"version" integer NOT NULL,
	"cancelled_at" timestamp (3) with time zone,
	"notice_kind" text,
	"notice_state" text NOT NULL,
	"notice_code" text,
	"notice_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "orders_pkey" PRIMARY KEY("id"),
	CONSTRAINT "orders_order_uuid_key" UNIQUE("order_uuid"),
	CONSTRAINT "orders_order_number_key" UNIQUE("order_number"),
	CONSTRAINT "orders_client_id_external_order_id_key" UNIQUE("client_id","external_order_id"),
	CONSTRAINT "orders_notice_state_check" CHECK ("orders"."notice_state" in ('none', 'due', 'told', 'failed')),
	CONSTRAINT "orders_notice_kind_check" CHECK ("orders"."notice_kind" is null or "orders"."notice_kind" in ('shipped', 'cancelled')),
	CONSTRAINT "orders_notice_check" CHECK (("orders"."notice_state" = 'none') = ("orders"."notice_kind" is null)),
	CONSTRAINT "orders_line_count_check" CHECK ("orders"."line_count" between 1 and 10),
	CONSTRAINT "orders_shipping_service_check" CHECK ("orders"."shipping_service" in ('standard', 'expedited', 'overnight')),
	CONSTRAINT "orders_ship_to_country_check" CHECK ("orders"."ship_to_country" = 'US'),
	CONSTRAINT "orders_version_check" CHECK ("orders"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "patients" (
	"order_uuid" uuid NOT NULL,
	"client_id" text NOT NULL,
	"external_patient_id" text NOT NULL,
	"given_names" text[] NOT NULL,
	"family_name" text NOT NULL,
	"birth_date" date NOT NULL,
	"sex" text,
	"email" text,
	"phone" text,
	"preferred_channel" text NOT NULL,
	"locale" text NOT NULL,
	"time_zone" text,
	CONSTRAINT "patients_pkey" PRIMARY KEY("order_uuid"),
	CONSTRAINT "patients_sex_check" CHECK ("patients"."sex" is null or "patients"."sex" in ('male', 'female', 'other', 'unknown')),
	CONSTRAINT "patients_contact_check" CHECK ("patients"."email" is not null or "patients"."phone" is not null)
);
--> statement-breakpoint
CREATE TABLE "order_fulfillment_sagas" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "order_fulfillment_sagas_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"saga_uuid" uuid NOT NULL,
	"order_uuid" uuid NOT NULL,
	"state" text NOT NULL,
	"compensation_stack" jsonb NOT NULL,
	"version" integer NOT NULL,
	"revision" integer NOT NULL,
	"dispatch" integer NOT NULL,
	"step" text,
	"direction" text,
	"gate" boolean NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"epoch" integer NOT NULL,
	"attempt" integer NOT NULL,
	"tries" integer NOT NULL,
	"in_doubt_since" timestamp (3) with time zone,
	"cancel_requested_at" timestamp (3) with time zone,
	"deadline_at" timestamp (3) with time zone,
	"parked_reason" text,
	"parked_at" timestamp (3) with time zone,
	"parked_code" text,
	"failure_step" text,
	"failure_reason" text,
	"last_error_code" text,
	"last_error_at" timestamp (3) with time zone,
	"prescription_reference" text,
	"inventory_reference" text,
	"shipment_reference" text,
	"tracking_number" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"completed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"definition_version" integer NOT NULL,
	"min_reader_version" integer NOT NULL,
	CONSTRAINT "order_fulfillment_sagas_pkey" PRIMARY KEY("id"),
	CONSTRAINT "order_fulfillment_sagas_saga_uuid_key" UNIQUE("saga_uuid"),
	CONSTRAINT "order_fulfillment_sagas_order_uuid_key" UNIQUE("order_uuid"),
	CONSTRAINT "order_fulfillment_sagas_state_check" CHECK ("order_fulfillment_sagas"."state" in ('PENDING_PRESCRIPTION', 'PENDING_INVENTORY_RESERVATION', 'PENDING_SHIPMENT', 'COMPLETED', 'COMPENSATING', 'CANCELLED')),
	CONSTRAINT "order_fulfillment_sagas_parked_check" CHECK (("order_fulfillment_sagas"."parked_reason" is null) = ("order_fulfillment_sagas"."parked_at" is null)),
	CONSTRAINT "order_fulfillment_sagas_parked_reason_check" CHECK ("order_fulfillment_sagas"."parked_reason" is null or "order_fulfillment_sagas"."parked_reason" in ('RETRIES_EXHAUSTED', 'OUTCOME_UNKNOWN', 'COMPENSATION_REFUSED', 'COMPENSATION_EXHAUSTED', 'PARTNER_MISCONFIGURED', 'REQUEST_REFUSED', 'UNREADABLE_EVENT', 'HELD_BY_OPERATOR')),
	CONSTRAINT "order_fulfillment_sagas_work_check" CHECK (("order_fulfillment_sagas"."step" is null) = ("order_fulfillment_sagas"."direction" is null) and ("order_fulfillment_sagas"."step" is null) = ("order_fulfillment_sagas"."next_attempt_at" is null) and ("order_fulfillment_sagas"."step" is null) = ("order_fulfillment_sagas"."lease_until" is null)),
	CONSTRAINT "order_fulfillment_sagas_direction_check" CHECK ("order_fulfillment_sagas"."direction" is null or "order_fulfillment_sagas"."direction" in ('forward', 'undo')),
	CONSTRAINT "order_fulfillment_sagas_step_check" CHECK ("order_fulfillment_sagas"."step" is null or "order_fulfillment_sagas"."step" in ('order', 'prescription', 'inventory', 'shipment')),
	CONSTRAINT "order_fulfillment_sagas_counts_check" CHECK ("order_fulfillment_sagas"."version" > 0 and "order_fulfillment_sagas"."revision" > 0 and "order_fulfillment_sagas"."dispatch" > 0 and "order_fulfillment_sagas"."epoch" >= 0 and "order_fulfillment_sagas"."attempt" >= 0 and "order_fulfillment_sagas"."tries" >= 0)
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_uuid_fkey" FOREIGN KEY ("order_uuid") REFERENCES "public"."orders"("order_uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patients" ADD CONSTRAINT "patients_order_uuid_fkey" FOREIGN KEY ("order_uuid") REFERENCES "public"."orders"("order_uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_user_id_idx" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user_id_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expires_at_idx" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "verifications_identifier_idx" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "operator_actions_saga_uuid_created_at_idx" ON "operator_actions" USING btree ("saga_uuid","created_at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_expires_at_idx" ON "idempotency_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "orders_notice_due_idx" ON "orders" USING btree ("id") WHERE "orders"."notice_state" in ('due', 'failed');--> statement-breakpoint
CREATE INDEX "patients_client_id_external_patient_id_idx" ON "patients" USING btree ("client_id","external_patient_id");--> statement-breakpoint
CREATE INDEX "order_fulfillment_sagas_state_id_idx" ON "order_fulfillment_sagas" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "order_fulfillment_sagas_parked_idx" ON "order_fulfillment_sagas" USING btree ("id") WHERE "order_fulfillment_sagas"."parked_reason" is not null;--> statement-breakpoint
CREATE INDEX "order_fulfillment_sagas_tracking_number_idx" ON "order_fulfillment_sagas" USING btree ("tracking_number") WHERE "order_fulfillment_sagas"."tracking_number" is not null;