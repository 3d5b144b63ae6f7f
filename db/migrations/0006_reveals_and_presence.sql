-- Unlogged: written anew every few seconds, and after a crash it is true that nobody is known to look.
CREATE UNLOGGED TABLE "presence" (
	"process_id" uuid NOT NULL,
	"looking" jsonb NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "presence_pkey" PRIMARY KEY("process_id")
);
--> statement-breakpoint
CREATE TABLE "reveals" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "reveals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reveal_uuid" uuid NOT NULL,
	"saga_uuid" uuid NOT NULL,
	"actor_id" text NOT NULL,
	"purpose" text NOT NULL,
	"note" text,
	"revealed_at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reveals_pkey" PRIMARY KEY("id"),
	CONSTRAINT "reveals_reveal_uuid_key" UNIQUE("reveal_uuid"),
	CONSTRAINT "reveals_purpose_check" CHECK ("reveals"."purpose" in ('customer_on_the_line', 'delivery_problem', 'clinical_question', 'investigation', 'other')),
	CONSTRAINT "reveals_until_check" CHECK ("reveals"."until" > "reveals"."revealed_at")
);
--> statement-breakpoint
CREATE INDEX "reveals_saga_uuid_id_idx" ON "reveals" USING btree ("saga_uuid","id");
--> statement-breakpoint
CREATE INDEX "reveals_actor_id_revealed_at_idx" ON "reveals" USING btree ("actor_id","revealed_at");
