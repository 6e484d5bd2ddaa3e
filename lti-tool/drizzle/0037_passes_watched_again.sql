ALTER TABLE "pass_progress" ADD COLUMN "watched_again" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "pass_progress" ADD COLUMN "last_viewings" text[] DEFAULT '{}' NOT NULL;