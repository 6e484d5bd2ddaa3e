CREATE TABLE "action_step" (
	"narration_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"text" text NOT NULL,
	"due_on" date,
	"outcome" text NOT NULL,
	"clip_ids" uuid[] NOT NULL,
	"shown_at" timestamp with time zone,
	"is_shown_named" boolean DEFAULT false NOT NULL,
	"revision" integer NOT NULL,
	"saved_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "observation" ADD COLUMN "shown_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "observation" ADD COLUMN "is_shown_named" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "action_step" ADD CONSTRAINT "action_step_tenant_id_narration_id_narration_tenant_id_id_fk" FOREIGN KEY ("tenant_id","narration_id") REFERENCES "public"."narration"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "action_step_clip_ids_index" ON "action_step" USING gin ("clip_ids");