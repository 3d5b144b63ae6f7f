CREATE TABLE "partner_incidents" (
	"partner" text NOT NULL,
	"direction" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"cause" text NOT NULL,
	"code" text NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "partner_incidents_pkey" PRIMARY KEY("partner","direction","started_at"),
	CONSTRAINT "partner_incidents_partner_check" CHECK ("partner_incidents"."partner" in ('prescription', 'inventory', 'carrier', 'notifications')),
	CONSTRAINT "partner_incidents_direction_check" CHECK ("partner_incidents"."direction" in ('forward', 'undo')),
	CONSTRAINT "partner_incidents_cause_check" CHECK ("partner_incidents"."cause" in ('failing', 'misconfigured')),
	CONSTRAINT "partner_incidents_ended_at_check" CHECK ("partner_incidents"."ended_at" >= "partner_incidents"."started_at")
);
--> statement-breakpoint
CREATE INDEX "partner_incidents_started_at_idx" ON "partner_incidents" USING btree ("started_at");
--> statement-breakpoint
-- What lasts already began when its circuit opened.
INSERT INTO "partner_incidents" ("partner", "direction", "started_at", "cause", "code")
  SELECT "partner", "direction", "opened_at", "circuit_cause", "circuit_code" FROM "partner_status"
  WHERE "circuit_cause" IN ('failing', 'misconfigured');
