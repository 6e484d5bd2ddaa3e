CREATE TABLE "research_bundle" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"made_by" uuid NOT NULL,
	"purpose" text NOT NULL,
	"people" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "research_bundle" ADD CONSTRAINT "research_bundle_tenant_id_task_id_task_tenant_id_id_fk" FOREIGN KEY ("tenant_id","task_id") REFERENCES "public"."task"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "research_bundle" ADD CONSTRAINT "research_bundle_tenant_id_made_by_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","made_by") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "research_bundle_task_id_index" ON "research_bundle" USING btree ("task_id");