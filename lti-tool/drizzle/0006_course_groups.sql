CREATE TABLE "course_group_member" (
	"tenant_id" uuid NOT NULL,
	"course_group_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "course_group_member_course_group_id_person_id_pk" PRIMARY KEY("course_group_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "course_group" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"group_id" text NOT NULL,
	"name" text,
	"tag" text,
	"set_name" text,
	"is_hidden" boolean DEFAULT false NOT NULL,
	"gone_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "course_group_lti_context_id_group_id_unique" UNIQUE("lti_context_id","group_id"),
	CONSTRAINT "course_group_tenant_id_id_unique" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "lti_context" ADD COLUMN "groups_url" text;--> statement-breakpoint
ALTER TABLE "lti_context" ADD COLUMN "group_sets_url" text;--> statement-breakpoint
ALTER TABLE "course_group_member" ADD CONSTRAINT "course_group_member_tenant_id_course_group_id_course_group_tenant_id_id_fk" FOREIGN KEY ("tenant_id","course_group_id") REFERENCES "public"."course_group"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_group_member" ADD CONSTRAINT "course_group_member_tenant_id_person_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_group" ADD CONSTRAINT "course_group_tenant_id_lti_context_id_lti_context_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lti_context_id") REFERENCES "public"."lti_context"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "course_group_member_person_id_index" ON "course_group_member" USING btree ("person_id");