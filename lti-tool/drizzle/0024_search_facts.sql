CREATE TABLE "search_facet" (
	"tenant_id" uuid NOT NULL,
	"facet" text NOT NULL,
	"value" text NOT NULL,
	"code" integer GENERATED ALWAYS AS IDENTITY (sequence name "search_facet_code_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	CONSTRAINT "search_facet_tenant_id_facet_value_pk" PRIMARY KEY("tenant_id","facet","value"),
	CONSTRAINT "search_facet_code" UNIQUE("tenant_id","code")
);
--> statement-breakpoint
ALTER TABLE "clip_search" ADD COLUMN "number" integer NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "clip_search_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "clip_search" ADD COLUMN "facts" "bytea" DEFAULT ''::bytea NOT NULL;--> statement-breakpoint
CREATE INDEX "clip_search_heading" ON "clip_search" USING gin ("heading");--> statement-breakpoint
CREATE INDEX "clip_search_listed" ON "clip_search" USING btree ("tenant_id","curation","owner_id","facts");--> statement-breakpoint
ALTER TABLE "clip_search" ADD CONSTRAINT "clip_search_number" UNIQUE("tenant_id","number");