CREATE TABLE "documentation_piece" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"is_shared" boolean NOT NULL,
	"has_people" boolean NOT NULL,
	"are_agreed" boolean NOT NULL,
	"agreed_until" date,
	"is_withdrawn" boolean DEFAULT false NOT NULL,
	"has_file" boolean DEFAULT false NOT NULL,
	"duration_seconds" double precision,
	"peaks" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "documentation_piece" ADD CONSTRAINT "documentation_piece_tenant_id_lti_context_id_lti_context_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lti_context_id") REFERENCES "public"."lti_context"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documentation_piece" ADD CONSTRAINT "documentation_piece_tenant_id_task_id_task_tenant_id_id_fk" FOREIGN KEY ("tenant_id","task_id") REFERENCES "public"."task"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documentation_piece" ADD CONSTRAINT "documentation_piece_tenant_id_person_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "documentation_piece_tenant_id_task_id_person_id_index" ON "documentation_piece" USING btree ("tenant_id","task_id","person_id");