DROP INDEX "orders_notice_failed_idx";--> statement-breakpoint
DROP INDEX "orders_notice_open_idx";--> statement-breakpoint
DROP INDEX "order_fulfillment_sagas_parked_idx";--> statement-breakpoint
CREATE INDEX "orders_notice_failed_idx" ON "orders" USING btree ("id","order_uuid","notice_kind","notice_at") WHERE "orders"."notice_state" = 'failed';--> statement-breakpoint
CREATE INDEX "orders_notice_open_idx" ON "orders" USING btree ("id","order_uuid") WHERE "orders"."notice_state" in ('none', 'due') or ("orders"."cancelled_at" is not null and "orders"."notice_kind" = 'shipped');--> statement-breakpoint
CREATE INDEX "order_fulfillment_sagas_parked_idx" ON "order_fulfillment_sagas" USING btree ("id","parked_reason","parked_at","order_uuid") WHERE "order_fulfillment_sagas"."parked_reason" is not null;