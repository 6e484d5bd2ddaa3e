CREATE TABLE "removed_clip" (
	"clip_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"title" text NOT NULL,
	"removed_by" uuid NOT NULL,
	"removed_at" timestamp with time zone NOT NULL,
	"files" integer NOT NULL,
	"bytes" bigint NOT NULL,
	"erased_at" timestamp with time zone,
	"facts" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "removed_clip" ADD CONSTRAINT "removed_clip_tenant_id_owner_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "removed_clip_tenant_id_owner_id_removed_at_index" ON "removed_clip" USING btree ("tenant_id","owner_id","removed_at");