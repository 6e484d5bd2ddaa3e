CREATE TABLE "platform_circuit" (
	"platform_id" uuid PRIMARY KEY NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"opened_at" timestamp with time zone,
	"next_probe_at" timestamp with time zone,
	"probes" integer DEFAULT 0 NOT NULL,
	"paused_until" timestamp with time zone,
	"last_failure_at" timestamp with time zone,
	"last_status" integer,
	"last_answer" text
);
--> statement-breakpoint
CREATE TABLE "gradebook_column" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"group_key" text NOT NULL,
	"line_item_url" text,
	"search_problem" text,
	"read_at" timestamp with time zone,
	"read_problem" text,
	"read_status" integer,
	"read_answer" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gradebook_column_tenant_id_group_key_unique" UNIQUE("tenant_id","group_key")
);
--> statement-breakpoint
ALTER TABLE "outbox_score" ADD COLUMN "kind" text DEFAULT 'grade' NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD COLUMN "review_url" text;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD COLUMN "queued_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD COLUMN "first_tried_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD COLUMN "lease_id" uuid;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD COLUMN "leased_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD COLUMN "conflicts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD COLUMN "overrides" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD COLUMN "accepted_given" double precision;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD COLUMN "accepted_maximum" double precision;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD COLUMN "held_given" double precision;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD COLUMN "held_maximum" double precision;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD COLUMN "held_read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "platform_circuit" ADD CONSTRAINT "platform_circuit_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gradebook_column" ADD CONSTRAINT "gradebook_column_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_score_cell_index" ON "outbox_score" USING btree ("tenant_id","subject","platform_id");--> statement-breakpoint
CREATE INDEX "outbox_score_due_index" ON "outbox_score" USING btree ("platform_id","next_try_at") WHERE "outbox_score"."state" = 'waiting';