ALTER TABLE "narration" ADD COLUMN "shown_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "narration" ADD COLUMN "is_shown_named" boolean DEFAULT false NOT NULL;