ALTER TABLE "clip" ADD COLUMN "claim" uuid;--> statement-breakpoint
ALTER TABLE "clip" ADD COLUMN "poster" text;