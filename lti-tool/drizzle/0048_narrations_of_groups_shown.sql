ALTER TABLE "narration_member" ADD COLUMN "shown_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "narration_member" ADD COLUMN "is_shown_named" boolean DEFAULT false NOT NULL;