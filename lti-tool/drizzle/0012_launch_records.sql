CREATE TABLE "launch_record" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"platform_id" uuid,
	"issuer" text,
	"client_id" text,
	"deployment_id" text,
	"message_type" text,
	"code" text NOT NULL,
	"reason" text,
	"reference" text,
	"nonce_hash" text
);
--> statement-breakpoint
CREATE INDEX "launch_record_at_index" ON "launch_record" USING btree ("at");--> statement-breakpoint
CREATE INDEX "launch_record_platform_id_id_index" ON "launch_record" USING btree ("platform_id","id");