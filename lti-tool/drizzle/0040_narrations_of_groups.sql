CREATE TABLE "narration_member" (
	"tenant_id" uuid NOT NULL,
	"narration_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"own_estimate" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "narration_member_narration_id_person_id_pk" PRIMARY KEY("narration_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "narration" DROP CONSTRAINT "narration_task_id_lti_context_id_person_id_unique";--> statement-breakpoint
ALTER TABLE "narration_version" ADD COLUMN "authors" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "narration" ADD COLUMN "team_id" uuid;--> statement-breakpoint
ALTER TABLE "narration" ADD COLUMN "authors" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "narration" ADD COLUMN "handed_in_by" uuid;--> statement-breakpoint
ALTER TABLE "narration" ADD COLUMN "yes_by" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "assessment" ADD COLUMN "shares" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "narration_member" ADD CONSTRAINT "narration_member_tenant_id_narration_id_narration_tenant_id_id_fk" FOREIGN KEY ("tenant_id","narration_id") REFERENCES "public"."narration"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "narration_member" ADD CONSTRAINT "narration_member_tenant_id_person_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "narration_member_person_id_index" ON "narration_member" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "narration" ADD CONSTRAINT "narration_tenant_id_team_id_task_team_tenant_id_id_fk" FOREIGN KEY ("tenant_id","team_id") REFERENCES "public"."task_team"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "narration_task_id_lti_context_id_person_id_index" ON "narration" USING btree ("task_id","lti_context_id","person_id") WHERE "narration"."team_id" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "narration_team_id_index" ON "narration" USING btree ("team_id");