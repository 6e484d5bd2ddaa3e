CREATE TABLE "curation_step" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"why" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "clip" ADD COLUMN "review_on" date;--> statement-breakpoint
ALTER TABLE "curation_step" ADD CONSTRAINT "curation_step_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "curation_step" ADD CONSTRAINT "curation_step_tenant_id_person_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "curation_step_tenant_id_clip_id_index" ON "curation_step" USING btree ("tenant_id","clip_id");