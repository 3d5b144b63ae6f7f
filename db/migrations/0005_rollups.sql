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
