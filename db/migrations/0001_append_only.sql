-- event_store is append-only for everyone, its owner included. The app's role has
-- no such grant in the first place (db/grants.sql); the triggers hold for the rest.
CREATE FUNCTION "refuse_change_of_events"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'event_store is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "event_store_refuse_change" BEFORE UPDATE OR DELETE ON "event_store"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_events"();
--> statement-breakpoint
CREATE TRIGGER "event_store_refuse_truncate" BEFORE TRUNCATE ON "event_store"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_events"();
--> statement-breakpoint
-- ALWAYS: else session_replication_role = replica would pass them by.
ALTER TABLE "event_store" ENABLE ALWAYS TRIGGER "event_store_refuse_change";
--> statement-breakpoint
ALTER TABLE "event_store" ENABLE ALWAYS TRIGGER "event_store_refuse_truncate";
--> statement-breakpoint
-- A saga's row is rewritten four to eight times in its life: half-empty pages keep
-- most of these updates off the indexes, and early vacuums keep the pages short.
ALTER TABLE "order_fulfillment_sagas" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
--> statement-breakpoint
ALTER TABLE "event_store" SET (autovacuum_vacuum_insert_scale_factor = 0.05);
