CREATE TABLE "second_view" (
	"clip_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"view_clip_id" uuid NOT NULL,
	"offset_seconds" double precision NOT NULL
);
--> statement-breakpoint
ALTER TABLE "second_view" ADD CONSTRAINT "second_view_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_view" ADD CONSTRAINT "second_view_tenant_id_view_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","view_clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "second_view_view_clip_id_index" ON "second_view" USING btree ("view_clip_id");