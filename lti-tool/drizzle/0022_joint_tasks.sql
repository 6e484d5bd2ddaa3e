CREATE TABLE "task_team_member" (
	"tenant_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	CONSTRAINT "task_team_member_task_id_lti_context_id_person_id_pk" PRIMARY KEY("task_id","lti_context_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "task_team" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"name" text NOT NULL,
	"course_group_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "task_team_tenant_id_id_unique" UNIQUE("tenant_id","id"),
	CONSTRAINT "task_team_task_id_lti_context_id_course_group_id_unique" UNIQUE("task_id","lti_context_id","course_group_id")
);
--> statement-breakpoint
ALTER TABLE "observation" DROP CONSTRAINT "observation_task_id_lti_context_id_person_id_unique";--> statement-breakpoint
ALTER TABLE "mark" ADD COLUMN "author_id" uuid;--> statement-breakpoint
ALTER TABLE "mark" ADD COLUMN "seen" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "observation" ADD COLUMN "team_id" uuid;--> statement-breakpoint
ALTER TABLE "observation" ADD COLUMN "handed_in_by" uuid;--> statement-breakpoint
ALTER TABLE "observation" ADD COLUMN "yes_by" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "task_team_member" ADD CONSTRAINT "task_team_member_tenant_id_team_id_task_team_tenant_id_id_fk" FOREIGN KEY ("tenant_id","team_id") REFERENCES "public"."task_team"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_team_member" ADD CONSTRAINT "task_team_member_tenant_id_person_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_team" ADD CONSTRAINT "task_team_tenant_id_task_id_task_tenant_id_id_fk" FOREIGN KEY ("tenant_id","task_id") REFERENCES "public"."task"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_team" ADD CONSTRAINT "task_team_tenant_id_lti_context_id_lti_context_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lti_context_id") REFERENCES "public"."lti_context"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_team" ADD CONSTRAINT "task_team_tenant_id_course_group_id_course_group_tenant_id_id_fk" FOREIGN KEY ("tenant_id","course_group_id") REFERENCES "public"."course_group"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "task_team_member_team_id_index" ON "task_team_member" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "task_team_member_person_id_index" ON "task_team_member" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "observation" ADD CONSTRAINT "observation_tenant_id_team_id_task_team_tenant_id_id_fk" FOREIGN KEY ("tenant_id","team_id") REFERENCES "public"."task_team"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "observation_task_id_lti_context_id_person_id_index" ON "observation" USING btree ("task_id","lti_context_id","person_id") WHERE "observation"."team_id" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "observation_team_id_index" ON "observation" USING btree ("team_id");