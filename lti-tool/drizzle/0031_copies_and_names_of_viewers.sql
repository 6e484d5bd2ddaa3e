ALTER TABLE "platform" ADD COLUMN "shows_viewer_name" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "clip" ADD COLUMN "is_downloadable" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "clip_viewing" ADD COLUMN "is_download" boolean DEFAULT false NOT NULL;