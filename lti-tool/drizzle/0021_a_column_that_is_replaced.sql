DROP TABLE "lti_login" CASCADE;--> statement-breakpoint
ALTER TABLE "gradebook_column" ADD COLUMN "replaced_at" timestamp with time zone;