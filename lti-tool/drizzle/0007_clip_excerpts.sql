CREATE TABLE "clip_excerpt" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"is_shared" boolean NOT NULL,
	"title" text NOT NULL,
	"start_seconds" double precision NOT NULL,
	"end_seconds" double precision NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "clip_excerpt" ADD CONSTRAINT "clip_excerpt_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clip_excerpt" ADD CONSTRAINT "clip_excerpt_tenant_id_owner_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clip_excerpt_tenant_id_clip_id_index" ON "clip_excerpt" USING btree ("tenant_id","clip_id");