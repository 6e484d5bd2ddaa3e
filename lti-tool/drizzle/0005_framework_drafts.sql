CREATE TABLE "framework_draft" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"key" text NOT NULL,
	"content" jsonb NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "framework_draft_tenant_id_key_unique" UNIQUE("tenant_id","key")
);
--> statement-breakpoint
ALTER TABLE "framework_draft" ADD CONSTRAINT "framework_draft_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE FUNCTION "framework_stays"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a published version of a framework never changes'; END $$;--> statement-breakpoint
CREATE TRIGGER "framework_stays" BEFORE UPDATE ON "framework" FOR EACH ROW EXECUTE FUNCTION "framework_stays"();
