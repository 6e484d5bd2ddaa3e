CREATE TABLE "caption_request" (
	"tenant_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"language" text NOT NULL,
	"label" text NOT NULL,
	"has_failed" boolean DEFAULT false NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	CONSTRAINT "caption_request_clip_id_language_pk" PRIMARY KEY("clip_id","language")
);
--> statement-breakpoint
CREATE TABLE "description_track" (
	"tenant_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"language" text NOT NULL,
	"label" text NOT NULL,
	"vtt" text NOT NULL,
	"is_draft" boolean DEFAULT false NOT NULL,
	"is_machine" boolean DEFAULT false NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "description_track_clip_id_language_pk" PRIMARY KEY("clip_id","language")
);
--> statement-breakpoint
ALTER TABLE "caption_track" ADD COLUMN "is_draft" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "caption_track" ADD COLUMN "is_machine" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "caption_track" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "caption_request" ADD CONSTRAINT "caption_request_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "description_track" ADD CONSTRAINT "description_track_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- Drafts of captions are not found.
CREATE OR REPLACE FUNCTION lookfor_index_clip(sought uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found_clip clip%ROWTYPE;
  title_words text;
  body_words text;
  said record;
  all_words tsvector;
  found_codes text[];
  code_words text;
BEGIN
  SELECT * INTO found_clip FROM clip WHERE id = sought;
  IF NOT FOUND THEN RETURN; END IF;
  title_words := left(lookfor_fold(concat_ws(' ', found_clip.title,
    found_clip.description #>> '{strategy,title}', found_clip.description ->> 'domain')), 2000);
  SELECT left(lookfor_fold(string_agg(texts.part #>> '{}', ' ')), 60000) INTO body_words
    FROM jsonb_path_query(found_clip.description, 'strict $.**?(@.type() == "string")') AS texts(part);
  SELECT array_agg(DISTINCT (framework.content ->> 'key') || ':' || (code ->> 'id')),
      left(lookfor_fold(string_agg(DISTINCT concat_ws(' ', look_for ->> 'label', names.name), ' ')), 20000)
    INTO found_codes, code_words
    FROM task
    JOIN framework ON framework.tenant_id = task.tenant_id AND framework.id = task.framework_id
    CROSS JOIN LATERAL jsonb_array_elements(task.plan -> 'lookFors') AS look_for
    JOIN LATERAL jsonb_array_elements(framework.content -> 'codes') AS code
      ON code ->> 'id' = look_for ->> 'codeId'
    CROSS JOIN LATERAL (SELECT string_agg(value, ' ') AS name FROM jsonb_each_text(code -> 'name')) AS names
    WHERE task.tenant_id = found_clip.tenant_id AND task.clip_id = sought AND task.state = 'published';
  BEGIN
    all_words := lookfor_vector(concat_ws(' ', title_words, body_words, code_words), NULL);
    FOR said IN
      SELECT split_part(language, '-', 1) AS language, left(lookfor_fold(regexp_replace(
          regexp_replace(vtt, '^.*-->.*$', ' ', 'gn'), '<[^>]*>', ' ', 'g')), 60000) AS words
        FROM caption_track WHERE tenant_id = found_clip.tenant_id AND clip_id = sought AND NOT is_draft
    LOOP
      all_words := all_words || lookfor_vector(said.words, said.language);
    END LOOP;
  EXCEPTION WHEN program_limit_exceeded THEN
    -- More words than a vector holds: writing must never fail because of the search.
    all_words := lookfor_vector(concat_ws(' ', title_words, left(body_words, 5000)), NULL);
  END;
  INSERT INTO clip_search (clip_id, tenant_id, owner_id, curation, listed_at, domain, strategy,
      age_group, setting, language, duration_seconds, codes, heading, words)
    VALUES (sought, found_clip.tenant_id, found_clip.owner_id, found_clip.curation, found_clip.updated_at,
      coalesce(found_clip.description ->> 'domain', ''),
      coalesce(found_clip.description #>> '{strategy,title}', ''),
      coalesce(found_clip.description ->> 'ageGroup', ''),
      coalesce(found_clip.description ->> 'setting', ''),
      coalesce(found_clip.description ->> 'language', ''),
      found_clip.duration_seconds, coalesce(found_codes, '{}'),
      lookfor_vector(title_words, NULL), all_words)
    ON CONFLICT (clip_id) DO UPDATE SET owner_id = excluded.owner_id, curation = excluded.curation,
      listed_at = excluded.listed_at, domain = excluded.domain, strategy = excluded.strategy,
      age_group = excluded.age_group, setting = excluded.setting, language = excluded.language,
      duration_seconds = excluded.duration_seconds, codes = excluded.codes,
      heading = excluded.heading, words = excluded.words;
  -- In one order everywhere, so that two writers never wait for each other.
  INSERT INTO search_word (tenant_id, word)
    SELECT found_clip.tenant_id, lexeme FROM unnest(all_words)
    WHERE length(lexeme) BETWEEN 4 AND 40 AND lexeme !~ '[0-9]' ORDER BY lexeme
    ON CONFLICT DO NOTHING;
END
$$;
