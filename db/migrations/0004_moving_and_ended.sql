DROP INDEX "order_fulfillment_sagas_state_id_idx";--> statement-breakpoint
DROP INDEX "order_fulfillment_sagas_open_idx";--> statement-breakpoint
ALTER TABLE "order_fulfillment_sagas" ADD COLUMN "moving" text GENERATED ALWAYS AS (case when step is not null and parked_reason is null then direction end) STORED;--> statement-breakpoint
ALTER TABLE "order_fulfillment_sagas" ADD COLUMN "ended_state" text GENERATED ALWAYS AS (case when state in ('COMPLETED', 'CANCELLED') then state end) STORED;--> statement-breakpoint
CREATE INDEX "order_fulfillment_sagas_ended_state_id_idx" ON "order_fulfillment_sagas" USING btree ("ended_state","id") WHERE "order_fulfillment_sagas"."ended_state" is not null;--> statement-breakpoint
CREATE INDEX "order_fulfillment_sagas_moving_id_idx" ON "order_fulfillment_sagas" USING btree ("moving","id") WHERE "order_fulfillment_sagas"."moving" is not null;