CREATE TABLE "partner_checks" (
	"saga_uuid" uuid NOT NULL,
	"step" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"taken_until" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"problem_code" text,
	"found" text,
	"checked_at" timestamp (3) with time zone,
	CONSTRAINT "partner_checks_pkey" PRIMARY KEY("saga_uuid","step"),
	CONSTRAINT "partner_checks_step_check" CHECK ("partner_checks"."step" in ('prescription', 'inventory', 'shipment')),
	CONSTRAINT "partner_checks_found_check" CHECK ("partner_checks"."found" is null or "partner_checks"."found" in ('live', 'gone', 'lapsed', 'absent')),
	CONSTRAINT "partner_checks_answer_check" CHECK (("partner_checks"."found" is null) = ("partner_checks"."checked_at" is null))
);
--> statement-breakpoint
CREATE INDEX "partner_checks_due_idx" ON "partner_checks" USING btree ("asked_at") WHERE "partner_checks"."done_at" is null;--> statement-breakpoint
CREATE INDEX "partner_checks_asked_by_asked_at_idx" ON "partner_checks" USING btree ("asked_by","asked_at");