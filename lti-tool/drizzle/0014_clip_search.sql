CREATE TABLE "clip_search" (
	"clip_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"curation" text NOT NULL,
	"listed_at" timestamp with time zone NOT NULL,
	"domain" text NOT NULL,
	"strategy" text NOT NULL,
	"age_group" text NOT NULL,
	"setting" text NOT NULL,
	"language" text NOT NULL,
	"duration_seconds" double precision,
	"codes" text[] DEFAULT '{}' NOT NULL,
	"heading" "tsvector" NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_word" (
	"tenant_id" uuid NOT NULL,
	"word" text NOT NULL,
	CONSTRAINT "search_word_tenant_id_word_pk" PRIMARY KEY("tenant_id","word")
);
--> statement-breakpoint
ALTER TABLE "clip_search" ADD CONSTRAINT "clip_search_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clip_search_tenant" ON "clip_search" USING btree ("tenant_id","curation");--> statement-breakpoint
CREATE INDEX "clip_search_words" ON "clip_search" USING gin ("words");--> statement-breakpoint
CREATE INDEX "clip_search_codes" ON "clip_search" USING gin ("codes");