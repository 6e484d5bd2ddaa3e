CREATE TABLE "clip_masking" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"filmed_person_id" uuid NOT NULL,
	"ranges" jsonb DEFAULT '[]' NOT NULL,
	"style" text NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"destroyed_files" integer
);
--> statement-breakpoint
CREATE TABLE "clip_viewing" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "clip" ADD COLUMN "masked" jsonb DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "clip" ADD COLUMN "is_watermarked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "filmed_person" ADD COLUMN "identity" text;--> statement-breakpoint
ALTER TABLE "clip_masking" ADD CONSTRAINT "clip_masking_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clip_viewing" ADD CONSTRAINT "clip_viewing_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clip_viewing" ADD CONSTRAINT "clip_viewing_tenant_id_person_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clip_masking_tenant_id_clip_id_index" ON "clip_masking" USING btree ("tenant_id","clip_id");--> statement-breakpoint
CREATE INDEX "clip_viewing_tenant_id_clip_id_began_at_index" ON "clip_viewing" USING btree ("tenant_id","clip_id","began_at");--> statement-breakpoint
CREATE INDEX "clip_viewing_began_at_index" ON "clip_viewing" USING btree ("began_at");