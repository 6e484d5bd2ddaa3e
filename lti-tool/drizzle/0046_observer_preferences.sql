CREATE TABLE "observer_preference" (
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"tolerance_seconds" double precision NOT NULL,
	CONSTRAINT "observer_preference_tenant_id_person_id_pk" PRIMARY KEY("tenant_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "observer_preference" ADD CONSTRAINT "observer_preference_tenant_id_person_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE cascade ON UPDATE no action;