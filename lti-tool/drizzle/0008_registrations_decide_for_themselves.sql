CREATE TABLE "registration_invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"institution" text,
	"secret_hash" "bytea" NOT NULL,
	"allowed_issuer" text,
	"activates_at_once" boolean NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"held_until" timestamp with time zone,
	"used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"platform_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "registration_invitation_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
ALTER TABLE "platform" ADD COLUMN "institution" text;--> statement-breakpoint
ALTER TABLE "platform" ADD COLUMN "unknown_deployments" text DEFAULT 'pending' NOT NULL;--> statement-breakpoint
ALTER TABLE "platform" ADD COLUMN "anonymous_launches" text DEFAULT 'refuse' NOT NULL;--> statement-breakpoint
ALTER TABLE "platform" ADD COLUMN "role_map" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "registration_invitation" ADD CONSTRAINT "registration_invitation_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE set null ON UPDATE no action;