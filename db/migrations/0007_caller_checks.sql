CREATE TABLE "caller_checks" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "caller_checks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"check_uuid" uuid NOT NULL,
	"saga_uuid" uuid NOT NULL,
	"actor_id" text NOT NULL,
	"field" text NOT NULL,
	"outcome" text NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "caller_checks_pkey" PRIMARY KEY("id"),
	CONSTRAINT "caller_checks_check_uuid_key" UNIQUE("check_uuid"),
	CONSTRAINT "caller_checks_field_check" CHECK ("caller_checks"."field" in ('birth_date', 'zip')),
	CONSTRAINT "caller_checks_outcome_check" CHECK ("caller_checks"."outcome" in ('match', 'no_match', 'not_comparable'))
);
--> statement-breakpoint
CREATE INDEX "caller_checks_saga_uuid_checked_at_idx" ON "caller_checks" USING btree ("saga_uuid","checked_at");
--> statement-breakpoint
-- Who compared what with which order: kept from their owner's hands too.
CREATE TRIGGER "caller_checks_refuse_change" BEFORE UPDATE OR DELETE ON "caller_checks"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_events"();
--> statement-breakpoint
CREATE TRIGGER "caller_checks_refuse_truncate" BEFORE TRUNCATE ON "caller_checks"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_events"();
--> statement-breakpoint
ALTER TABLE "caller_checks" ENABLE ALWAYS TRIGGER "caller_checks_refuse_change";
--> statement-breakpoint
ALTER TABLE "caller_checks" ENABLE ALWAYS TRIGGER "caller_checks_refuse_truncate";
