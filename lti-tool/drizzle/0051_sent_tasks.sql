CREATE TABLE "sent_task" (
	"tenant_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sent_task_lti_context_id_task_id_pk" PRIMARY KEY("lti_context_id","task_id")
);
--> statement-breakpoint
ALTER TABLE "sent_task" ADD CONSTRAINT "sent_task_tenant_id_lti_context_id_lti_context_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lti_context_id") REFERENCES "public"."lti_context"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sent_task" ADD CONSTRAINT "sent_task_tenant_id_task_id_task_tenant_id_id_fk" FOREIGN KEY ("tenant_id","task_id") REFERENCES "public"."task"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sent_task_task_id_index" ON "sent_task" USING btree ("task_id");