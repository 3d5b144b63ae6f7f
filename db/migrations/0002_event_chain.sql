CREATE TABLE "event_chain" (
	"last_id" bigint NOT NULL,
	"first_id" bigint NOT NULL,
	"event_count" integer NOT NULL,
	"digest" bytea NOT NULL,
	"hash" bytea NOT NULL,
	CONSTRAINT "event_chain_pkey" PRIMARY KEY("last_id"),
	CONSTRAINT "event_chain_ids_check" CHECK ("event_chain"."first_id" > 0 and "event_chain"."last_id" - "event_chain"."first_id" + 1 = "event_chain"."event_count"),
	CONSTRAINT "event_chain_event_count_check" CHECK ("event_chain"."event_count" > 0),
	CONSTRAINT "event_chain_digest_check" CHECK (octet_length("event_chain"."digest") = 32),
	CONSTRAINT "event_chain_hash_check" CHECK (octet_length("event_chain"."hash") = 32)
);

--> statement-breakpoint
-- One function for whatever is append-only: it says which table refused.
CREATE OR REPLACE FUNCTION "refuse_change_of_events"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "event_chain_refuse_change" BEFORE UPDATE OR DELETE ON "event_chain"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_events"();
--> statement-breakpoint
CREATE TRIGGER "event_chain_refuse_truncate" BEFORE TRUNCATE ON "event_chain"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_events"();
--> statement-breakpoint
-- ALWAYS: else session_replication_role = replica would pass them by.
ALTER TABLE "event_chain" ENABLE ALWAYS TRIGGER "event_chain_refuse_change";
--> statement-breakpoint
ALTER TABLE "event_chain" ENABLE ALWAYS TRIGGER "event_chain_refuse_truncate";
