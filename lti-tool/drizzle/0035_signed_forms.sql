CREATE TABLE "consent_evidence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"filmed_person_id" uuid NOT NULL,
	"sealed" text NOT NULL,
	"bytes" integer NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent_evidence_opening" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"evidence_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "consent_evidence" ADD CONSTRAINT "consent_evidence_filmed_person_id_filmed_person_id_fk" FOREIGN KEY ("filmed_person_id") REFERENCES "public"."filmed_person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_evidence" ADD CONSTRAINT "consent_evidence_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_evidence_opening" ADD CONSTRAINT "consent_evidence_opening_evidence_id_consent_evidence_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."consent_evidence"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_evidence_opening" ADD CONSTRAINT "consent_evidence_opening_tenant_id_person_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consent_evidence_tenant_id_clip_id_index" ON "consent_evidence" USING btree ("tenant_id","clip_id");--> statement-breakpoint
CREATE INDEX "consent_evidence_opening_tenant_id_evidence_id_index" ON "consent_evidence_opening" USING btree ("tenant_id","evidence_id");