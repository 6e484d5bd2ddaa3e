CREATE TABLE "framework_move" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"from_framework_id" uuid NOT NULL,
	"to_framework_id" uuid NOT NULL,
	"codes" jsonb NOT NULL,
	"look_for_codes" jsonb NOT NULL,
	"moved_at" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "mark" ADD COLUMN "earlier" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "framework_move" ADD CONSTRAINT "framework_move_tenant_id_task_id_task_tenant_id_id_fk" FOREIGN KEY ("tenant_id","task_id") REFERENCES "public"."task"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "framework_move" ADD CONSTRAINT "framework_move_tenant_id_from_framework_id_framework_tenant_id_id_fk" FOREIGN KEY ("tenant_id","from_framework_id") REFERENCES "public"."framework"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "framework_move" ADD CONSTRAINT "framework_move_tenant_id_to_framework_id_framework_tenant_id_id_fk" FOREIGN KEY ("tenant_id","to_framework_id") REFERENCES "public"."framework"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "framework_move_task_id_index" ON "framework_move" USING btree ("task_id");