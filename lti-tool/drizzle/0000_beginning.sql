CREATE TABLE "deployment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"platform_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"deployment_id" text NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deployment_platform_id_deployment_id_unique" UNIQUE("platform_id","deployment_id")
);
--> statement-breakpoint
CREATE TABLE "lti_login" (
	"state" text PRIMARY KEY NOT NULL,
	"nonce" text NOT NULL,
	"platform_id" uuid NOT NULL,
	"deployment_hint" text,
	"login_hint" text NOT NULL,
	"message_hint" text,
	"storage_target" text,
	"browser_secret_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "lti_context" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"deployment_id" uuid NOT NULL,
	"context_id" text NOT NULL,
	"label" text,
	"title" text,
	"memberships_url" text,
	"line_items_url" text,
	"ags_scopes" text[] DEFAULT '{}' NOT NULL,
	"roster_read_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lti_context_deployment_id_context_id_unique" UNIQUE("deployment_id","context_id"),
	CONSTRAINT "lti_context_tenant_id_id_unique" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"launch_role" text,
	"launch_roles" text[] DEFAULT '{}' NOT NULL,
	"roster_role" text,
	"roster_roles" text[] DEFAULT '{}' NOT NULL,
	"assigned_role" text,
	"assigned_by" uuid,
	"assigned_at" timestamp with time zone,
	"left_at" timestamp with time zone,
	"last_launch_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_lti_context_id_person_id_unique" UNIQUE("lti_context_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"platform_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"name" text,
	"given_name" text,
	"family_name" text,
	"email" text,
	"locale" text,
	"is_test_person" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "person_tenant_id_platform_id_subject_unique" UNIQUE("tenant_id","platform_id","subject"),
	CONSTRAINT "person_tenant_id_id_unique" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "platform" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"auth_url" text NOT NULL,
	"token_url" text NOT NULL,
	"token_audience" text,
	"jwks_url" text NOT NULL,
	"family" text,
	"state" text NOT NULL,
	"key_set" jsonb,
	"key_set_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "platform_issuer_client_id_unique" UNIQUE("issuer","client_id")
);
--> statement-breakpoint
CREATE TABLE "resource_link" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"resource_link_id" text NOT NULL,
	"title" text,
	"line_item_url" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "resource_link_lti_context_id_resource_link_id_unique" UNIQUE("lti_context_id","resource_link_id")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"resource_link_id" uuid,
	"locale" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signing_key" (
	"kid" text PRIMARY KEY NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"sealed_private_jwk" text NOT NULL,
	"state" text NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "signing_key_state" CHECK ("signing_key"."state" IN ('next', 'active', 'retired'))
);
--> statement-breakpoint
CREATE TABLE "spent_ticket" (
	"ticket" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"purposes" text[] NOT NULL,
	"audience" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_until" date NOT NULL,
	"evidence" text DEFAULT '' NOT NULL,
	"assent_note" text DEFAULT '' NOT NULL,
	"recorded_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" uuid,
	CONSTRAINT "consent_tenant_id_id_unique" UNIQUE("tenant_id","id"),
	CONSTRAINT "consent_days" CHECK ("consent"."valid_until" >= "consent"."valid_from")
);
--> statement-breakpoint
CREATE TABLE "framework" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "framework_tenant_id_key_version_unique" UNIQUE("tenant_id","key","version"),
	CONSTRAINT "framework_tenant_id_id_unique" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "outbox_score" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"platform_id" uuid NOT NULL,
	"deployment_id" text NOT NULL,
	"source_key" text NOT NULL,
	"group_key" text NOT NULL,
	"line_item_url" text NOT NULL,
	"subject" text NOT NULL,
	"scoring_subject" text,
	"score_given" double precision NOT NULL,
	"score_maximum" double precision NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"submitted_at" timestamp with time zone,
	"state" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone,
	"last_timestamp" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"error_code" text,
	"platform_answer" text,
	"platform_status" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outbox_score_tenant_id_source_key_unique" UNIQUE("tenant_id","source_key")
);
--> statement-breakpoint
CREATE TABLE "caption_track" (
	"tenant_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"language" text NOT NULL,
	"label" text NOT NULL,
	"vtt" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "caption_track_clip_id_language_pk" PRIMARY KEY("clip_id","language")
);
--> statement-breakpoint
CREATE TABLE "clip" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"demo_key" text,
	"title" text NOT NULL,
	"description" jsonb NOT NULL,
	"state" text NOT NULL,
	"stage" text,
	"percent" double precision DEFAULT 0 NOT NULL,
	"failure" text,
	"curation" text NOT NULL,
	"file_name" text,
	"bytes" bigint,
	"master_key" text,
	"duration_seconds" double precision,
	"width" integer,
	"height" integer,
	"frame_rate" double precision,
	"has_audio" boolean,
	"quality" jsonb,
	"media" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "clip_tenant_id_id_unique" UNIQUE("tenant_id","id"),
	CONSTRAINT "clip_tenant_id_demo_key_unique" UNIQUE("tenant_id","demo_key")
);
--> statement-breakpoint
CREATE TABLE "filmed_person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"pseudonym" text NOT NULL,
	"kind" text NOT NULL,
	"ranges" jsonb DEFAULT '[]' NOT NULL,
	"consent_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "filmed_person_clip_id_pseudonym_unique" UNIQUE("clip_id","pseudonym")
);
--> statement-breakpoint
CREATE TABLE "task_placement" (
	"resource_link_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "task" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"created_by" uuid NOT NULL,
	"state" text NOT NULL,
	"plan" jsonb NOT NULL,
	"clip_id" uuid,
	"framework_id" uuid,
	"template_key" text,
	"revealed_at" timestamp with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "task_tenant_id_id_unique" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "expert_reading" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"framework_id" uuid NOT NULL,
	"name" text NOT NULL,
	"marks" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "expert_reading_clip_id_framework_id_name_unique" UNIQUE("clip_id","framework_id","name")
);
--> statement-breakpoint
CREATE TABLE "mark" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"observation_id" uuid NOT NULL,
	"pass_id" text NOT NULL,
	"start_seconds" double precision NOT NULL,
	"end_seconds" double precision,
	"body" text NOT NULL,
	"code_ids" text[] NOT NULL,
	"look_for_id" text,
	"child" text,
	"changed_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "observation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"helping_question" text DEFAULT '' NOT NULL,
	"handed_in_at" timestamp with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "observation_task_id_lti_context_id_person_id_unique" UNIQUE("task_id","lti_context_id","person_id"),
	CONSTRAINT "observation_tenant_id_id_unique" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "pass_progress" (
	"tenant_id" uuid NOT NULL,
	"observation_id" uuid NOT NULL,
	"pass_id" text NOT NULL,
	"watched" jsonb NOT NULL,
	"found_none" text[] NOT NULL,
	"completed_at" timestamp with time zone,
	CONSTRAINT "pass_progress_observation_id_pass_id_pk" PRIMARY KEY("observation_id","pass_id")
);
--> statement-breakpoint
CREATE TABLE "narration_version" (
	"tenant_id" uuid NOT NULL,
	"narration_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"question" text NOT NULL,
	"doc" jsonb NOT NULL,
	"word_count" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "narration_version_narration_id_number_pk" PRIMARY KEY("narration_id","number")
);
--> statement-breakpoint
CREATE TABLE "narration" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"lti_context_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"candidate_code" text NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"question" text DEFAULT '' NOT NULL,
	"stage" text NOT NULL,
	"doc" jsonb NOT NULL,
	"word_count" integer DEFAULT 0 NOT NULL,
	"citation_count" integer DEFAULT 0 NOT NULL,
	"own_estimate" jsonb NOT NULL,
	"handed_in_at" timestamp with time zone,
	"handed_in_version" integer,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "narration_task_id_lti_context_id_person_id_unique" UNIQUE("task_id","lti_context_id","person_id"),
	CONSTRAINT "narration_task_id_candidate_code_unique" UNIQUE("task_id","candidate_code"),
	CONSTRAINT "narration_tenant_id_id_unique" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "assessment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"narration_id" uuid NOT NULL,
	"marker_id" uuid NOT NULL,
	"state" text NOT NULL,
	"marks" jsonb NOT NULL,
	"passages" jsonb NOT NULL,
	"overall_comment" text DEFAULT '' NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"marked_at" timestamp with time zone,
	"released_at" timestamp with time zone,
	"released_by" uuid,
	CONSTRAINT "assessment_narration_id_unique" UNIQUE("narration_id"),
	CONSTRAINT "assessment_tenant_id_id_unique" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lti_login" ADD CONSTRAINT "lti_login_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lti_context" ADD CONSTRAINT "lti_context_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lti_context" ADD CONSTRAINT "lti_context_deployment_id_deployment_id_fk" FOREIGN KEY ("deployment_id") REFERENCES "public"."deployment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_tenant_id_lti_context_id_lti_context_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lti_context_id") REFERENCES "public"."lti_context"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_tenant_id_person_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resource_link" ADD CONSTRAINT "resource_link_tenant_id_lti_context_id_lti_context_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lti_context_id") REFERENCES "public"."lti_context"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_membership_id_membership_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_resource_link_id_resource_link_id_fk" FOREIGN KEY ("resource_link_id") REFERENCES "public"."resource_link"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_tenant_id_lti_context_id_lti_context_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lti_context_id") REFERENCES "public"."lti_context"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_tenant_id_person_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "framework" ADD CONSTRAINT "framework_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD CONSTRAINT "outbox_score_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_score" ADD CONSTRAINT "outbox_score_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "caption_track" ADD CONSTRAINT "caption_track_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clip" ADD CONSTRAINT "clip_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clip" ADD CONSTRAINT "clip_tenant_id_owner_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filmed_person" ADD CONSTRAINT "filmed_person_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filmed_person" ADD CONSTRAINT "filmed_person_tenant_id_consent_id_consent_tenant_id_id_fk" FOREIGN KEY ("tenant_id","consent_id") REFERENCES "public"."consent"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_placement" ADD CONSTRAINT "task_placement_resource_link_id_resource_link_id_fk" FOREIGN KEY ("resource_link_id") REFERENCES "public"."resource_link"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_placement" ADD CONSTRAINT "task_placement_tenant_id_task_id_task_tenant_id_id_fk" FOREIGN KEY ("tenant_id","task_id") REFERENCES "public"."task"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_tenant_id_lti_context_id_lti_context_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lti_context_id") REFERENCES "public"."lti_context"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_tenant_id_created_by_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","created_by") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_tenant_id_framework_id_framework_tenant_id_id_fk" FOREIGN KEY ("tenant_id","framework_id") REFERENCES "public"."framework"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expert_reading" ADD CONSTRAINT "expert_reading_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expert_reading" ADD CONSTRAINT "expert_reading_tenant_id_framework_id_framework_tenant_id_id_fk" FOREIGN KEY ("tenant_id","framework_id") REFERENCES "public"."framework"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mark" ADD CONSTRAINT "mark_tenant_id_observation_id_observation_tenant_id_id_fk" FOREIGN KEY ("tenant_id","observation_id") REFERENCES "public"."observation"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observation" ADD CONSTRAINT "observation_tenant_id_task_id_task_tenant_id_id_fk" FOREIGN KEY ("tenant_id","task_id") REFERENCES "public"."task"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observation" ADD CONSTRAINT "observation_tenant_id_lti_context_id_lti_context_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lti_context_id") REFERENCES "public"."lti_context"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observation" ADD CONSTRAINT "observation_tenant_id_person_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass_progress" ADD CONSTRAINT "pass_progress_tenant_id_observation_id_observation_tenant_id_id_fk" FOREIGN KEY ("tenant_id","observation_id") REFERENCES "public"."observation"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "narration_version" ADD CONSTRAINT "narration_version_tenant_id_narration_id_narration_tenant_id_id_fk" FOREIGN KEY ("tenant_id","narration_id") REFERENCES "public"."narration"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "narration" ADD CONSTRAINT "narration_tenant_id_task_id_task_tenant_id_id_fk" FOREIGN KEY ("tenant_id","task_id") REFERENCES "public"."task"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "narration" ADD CONSTRAINT "narration_tenant_id_lti_context_id_lti_context_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lti_context_id") REFERENCES "public"."lti_context"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "narration" ADD CONSTRAINT "narration_tenant_id_person_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_tenant_id_narration_id_narration_tenant_id_id_fk" FOREIGN KEY ("tenant_id","narration_id") REFERENCES "public"."narration"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_tenant_id_marker_id_person_tenant_id_id_fk" FOREIGN KEY ("tenant_id","marker_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lti_login_expires_at_index" ON "lti_login" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "session_expires_at_index" ON "session" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "spent_ticket_expires_at_index" ON "spent_ticket" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "outbox_score_tenant_id_group_key_index" ON "outbox_score" USING btree ("tenant_id","group_key");--> statement-breakpoint
CREATE INDEX "clip_tenant_id_curation_index" ON "clip" USING btree ("tenant_id","curation");--> statement-breakpoint
CREATE INDEX "task_placement_task_id_index" ON "task_placement" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "task_lti_context_id_index" ON "task" USING btree ("lti_context_id");--> statement-breakpoint
CREATE INDEX "task_clip_id_index" ON "task" USING btree ("clip_id");--> statement-breakpoint
CREATE INDEX "mark_observation_id_start_seconds_index" ON "mark" USING btree ("observation_id","start_seconds");