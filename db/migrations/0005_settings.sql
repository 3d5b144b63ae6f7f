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