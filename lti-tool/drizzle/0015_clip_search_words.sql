-- Written by hand: the schema cannot say it. Search that needs no right beyond those of a table's
-- owner: accents are folded by functions of PostgreSQL itself. Only forgiving a mistyped word takes an
-- extension, pg_trgm; where it is not to be had, everything else works and `doctor` says so.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX IF NOT EXISTS search_word_similar ON search_word USING gin (word gin_trgm_ops);
EXCEPTION
  WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
    RAISE NOTICE 'pg_trgm is missing: the search forgives no typing errors';
END
$$;--> statement-breakpoint
-- Words without accents and capitals: "Cœur" → "coeur", "Łódź" → "lodz".
CREATE FUNCTION lookfor_fold(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(translate(
    replace(replace(replace(replace(replace(
      regexp_replace(normalize(words, NFKD), '[\u0300-\u036f]', '', 'g'),
      'ß', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'),
    'łŁøØđĐı''’', 'llooddi  '))
$$;--> statement-breakpoint
-- The words as they stand, and their stems in a language; of texts whose language nobody knows (NULL)
-- the stems in all four that PostgreSQL can stem. Polish has none: the query cuts its endings.
CREATE FUNCTION lookfor_vector(folded text, language text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT strip(to_tsvector('pg_catalog.simple', folded)
    || CASE WHEN coalesce(language, 'en') = 'en' THEN to_tsvector('pg_catalog.english', folded) ELSE '' END
    || CASE WHEN coalesce(language, 'fr') = 'fr' THEN to_tsvector('pg_catalog.french', folded) ELSE '' END
    || CASE WHEN coalesce(language, 'it') = 'it' THEN to_tsvector('pg_catalog.italian', folded) ELSE '' END
    || CASE WHEN coalesce(language, 'nl') = 'nl' THEN to_tsvector('pg_catalog.dutch', folded) ELSE '' END)
$$;--> statement-breakpoint
CREATE FUNCTION lookfor_index_clip(sought uuid) RETURNS void LANGUAGE plpgsql AS $$
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
        FROM caption_track WHERE tenant_id = found_clip.tenant_id AND clip_id = sought
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
$$;--> statement-breakpoint
CREATE FUNCTION lookfor_clip_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lookfor_index_clip(NEW.id);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE FUNCTION lookfor_captions_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lookfor_index_clip(coalesce(NEW.clip_id, OLD.clip_id));
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE FUNCTION lookfor_task_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' AND NEW.clip_id IS NOT NULL THEN
    PERFORM lookfor_index_clip(NEW.clip_id);
  END IF;
  IF TG_OP <> 'INSERT' AND OLD.clip_id IS NOT NULL
    AND (TG_OP = 'DELETE' OR OLD.clip_id IS DISTINCT FROM NEW.clip_id) THEN
    PERFORM lookfor_index_clip(OLD.clip_id);
  END IF;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER clip_search_clip_made AFTER INSERT ON clip
  FOR EACH ROW EXECUTE FUNCTION lookfor_clip_changed();--> statement-breakpoint
CREATE TRIGGER clip_search_clip AFTER UPDATE ON clip FOR EACH ROW
  WHEN (OLD.title IS DISTINCT FROM NEW.title OR OLD.description IS DISTINCT FROM NEW.description
    OR OLD.curation IS DISTINCT FROM NEW.curation OR OLD.owner_id IS DISTINCT FROM NEW.owner_id
    OR OLD.duration_seconds IS DISTINCT FROM NEW.duration_seconds)
  EXECUTE FUNCTION lookfor_clip_changed();--> statement-breakpoint
CREATE TRIGGER clip_search_captions AFTER INSERT OR UPDATE OR DELETE ON caption_track
  FOR EACH ROW EXECUTE FUNCTION lookfor_captions_changed();--> statement-breakpoint
CREATE TRIGGER clip_search_task AFTER INSERT OR UPDATE OF clip_id, framework_id, plan, state OR DELETE ON task
  FOR EACH ROW EXECUTE FUNCTION lookfor_task_changed();--> statement-breakpoint
SELECT lookfor_index_clip(id) FROM clip;
