CREATE TABLE "spoken_note" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"observation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"mark_id" uuid NOT NULL,
	"media_type" text NOT NULL,
	"agreed_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "spoken_note" ADD CONSTRAINT "spoken_note_tenant_id_observation_id_observation_tenant_id_id_fk" FOREIGN KEY ("tenant_id","observation_id") REFERENCES "public"."observation"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spoken_note" ADD CONSTRAINT "spoken_note_tenant_id_person_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "spoken_note_observation_id_index" ON "spoken_note" USING btree ("observation_id");