DROP INDEX "clip_search_listed";--> statement-breakpoint
ALTER TABLE "clip_search" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "clip_search_standing" ON "clip_search" USING btree ("tenant_id","curation","owner_id","version");--> statement-breakpoint
CREATE INDEX "clip_search_version" ON "clip_search" USING btree ("tenant_id","version");