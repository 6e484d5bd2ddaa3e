CREATE TABLE "clip_destruction" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"what" text NOT NULL,
	"masking_ids" uuid[] DEFAULT '{}' NOT NULL,
	"files" integer NOT NULL,
	"bytes" bigint NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "clip_destruction" ADD CONSTRAINT "clip_destruction_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clip_destruction_tenant_id_clip_id_index" ON "clip_destruction" USING btree ("tenant_id","clip_id");