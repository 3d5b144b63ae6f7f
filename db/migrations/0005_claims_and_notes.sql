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