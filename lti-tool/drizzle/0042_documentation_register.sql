CREATE TABLE "documentation_person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"piece_id" uuid NOT NULL,
	"pseudonym" text NOT NULL,
	"kind" text NOT NULL,
	"consent_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "documentation_person_piece_id_pseudonym_unique" UNIQUE("piece_id","pseudonym")
);
--> statement-breakpoint
ALTER TABLE "documentation_piece" ALTER COLUMN "are_agreed" SET DEFAULT false;--> statement-breakpoint
ALTER TABLE "documentation_piece" ADD COLUMN "file_name" text;--> statement-breakpoint
ALTER TABLE "documentation_piece" ADD COLUMN "bytes" bigint;--> statement-breakpoint
ALTER TABLE "documentation_piece" ADD COLUMN "arrived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "documentation_piece" ADD COLUMN "percent" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "documentation_piece" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "documentation_person" ADD CONSTRAINT "documentation_person_piece_id_documentation_piece_id_fk" FOREIGN KEY ("piece_id") REFERENCES "public"."documentation_piece"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documentation_person" ADD CONSTRAINT "documentation_person_tenant_id_consent_id_consent_tenant_id_id_fk" FOREIGN KEY ("tenant_id","consent_id") REFERENCES "public"."consent"("tenant_id","id") ON DELETE no action ON UPDATE no action;