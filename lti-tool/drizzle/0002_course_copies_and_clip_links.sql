CREATE TABLE "clip_placement" (
	"resource_link_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "course_copy" (
	"tenant_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"from_context_id" uuid NOT NULL,
	"decision" text,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "course_copy_lti_context_id_from_context_id_pk" PRIMARY KEY("lti_context_id","from_context_id")
);
--> statement-breakpoint
CREATE TABLE "task_copy" (
	"tenant_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"from_task_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "task_copy_lti_context_id_from_task_id_pk" PRIMARY KEY("lti_context_id","from_task_id")
);
--> statement-breakpoint
ALTER TABLE "clip_placement" ADD CONSTRAINT "clip_placement_resource_link_id_resource_link_id_fk" FOREIGN KEY ("resource_link_id") REFERENCES "public"."resource_link"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clip_placement" ADD CONSTRAINT "clip_placement_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_copy" ADD CONSTRAINT "course_copy_tenant_id_lti_context_id_lti_context_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lti_context_id") REFERENCES "public"."lti_context"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_copy" ADD CONSTRAINT "course_copy_tenant_id_from_context_id_lti_context_tenant_id_id_fk" FOREIGN KEY ("tenant_id","from_context_id") REFERENCES "public"."lti_context"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_copy" ADD CONSTRAINT "course_copy_tenant_id_decided_by_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","decided_by") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_copy" ADD CONSTRAINT "task_copy_tenant_id_from_task_id_task_tenant_id_id_fk" FOREIGN KEY ("tenant_id","from_task_id") REFERENCES "public"."task"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_copy" ADD CONSTRAINT "task_copy_tenant_id_task_id_task_tenant_id_id_fk" FOREIGN KEY ("tenant_id","task_id") REFERENCES "public"."task"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clip_placement_clip_id_index" ON "clip_placement" USING btree ("clip_id");--> statement-breakpoint
CREATE INDEX "task_copy_task_id_index" ON "task_copy" USING btree ("task_id");