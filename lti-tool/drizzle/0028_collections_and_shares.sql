CREATE TABLE "collection_clip" (
	"tenant_id" uuid NOT NULL,
	"collection_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "collection_clip_collection_id_clip_id_pk" PRIMARY KEY("collection_id","clip_id")
);
--> statement-breakpoint
CREATE TABLE "collection_share" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"collection_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"state" text NOT NULL,
	"offered_by" uuid NOT NULL,
	"offered_at" timestamp with time zone NOT NULL,
	"answered_by" uuid,
	"answered_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "collection" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"lti_context_id" uuid,
	"title" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "collection_tenant_id_id_unique" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "clip" ADD COLUMN "origin_tenant_id" uuid;--> statement-breakpoint
ALTER TABLE "clip" ADD COLUMN "origin_clip_id" uuid;--> statement-breakpoint
ALTER TABLE "collection_clip" ADD CONSTRAINT "collection_clip_tenant_id_collection_id_collection_tenant_id_id_fk" FOREIGN KEY ("tenant_id","collection_id") REFERENCES "public"."collection"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_clip" ADD CONSTRAINT "collection_clip_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_share" ADD CONSTRAINT "collection_share_partner_id_tenant_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_share" ADD CONSTRAINT "collection_share_tenant_id_collection_id_collection_tenant_id_id_fk" FOREIGN KEY ("tenant_id","collection_id") REFERENCES "public"."collection"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection" ADD CONSTRAINT "collection_tenant_id_owner_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection" ADD CONSTRAINT "collection_tenant_id_lti_context_id_lti_context_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lti_context_id") REFERENCES "public"."lti_context"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "collection_clip_tenant_id_clip_id_index" ON "collection_clip" USING btree ("tenant_id","clip_id");--> statement-breakpoint
CREATE INDEX "collection_share_tenant_id_collection_id_index" ON "collection_share" USING btree ("tenant_id","collection_id");--> statement-breakpoint
CREATE INDEX "collection_share_partner_id_state_index" ON "collection_share" USING btree ("partner_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "collection_share_living" ON "collection_share" USING btree ("collection_id","partner_id") WHERE "collection_share"."state" IN ('offered', 'accepted');--> statement-breakpoint
CREATE INDEX "clip_lent" ON "clip" USING btree ("origin_clip_id") WHERE "clip"."origin_clip_id" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "clip" ADD CONSTRAINT "clip_tenant_id_origin_clip_id_unique" UNIQUE("tenant_id","origin_clip_id");