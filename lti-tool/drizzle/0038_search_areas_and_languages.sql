-- Written by hand: the schema cannot say it. A clip is found by each of its curriculum areas, and by each
-- language that is spoken in it: behind the numbers of before stand how many there are, and their numbers
-- (search-facts.rules.ts).
CREATE OR REPLACE FUNCTION lookfor_pack_clip() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  agreed record;
  said jsonb;
  areas integer[];
  languages integer[];
BEGIN
  SELECT * INTO agreed FROM lookfor_consent(NEW.clip_id);
  SELECT description INTO said FROM clip WHERE id = NEW.clip_id;
  SELECT coalesce(array_agg(lookfor_facet(NEW.tenant_id, 'area', word)), '{}') INTO areas
    FROM (SELECT DISTINCT word FROM jsonb_array_elements_text(coalesce(said -> 'areas', '[]')) AS word
      WHERE word <> '' ORDER BY word LIMIT 100) AS words;
  SELECT coalesce(array_agg(lookfor_facet(NEW.tenant_id, 'language', word)), '{}') INTO languages
    FROM (SELECT DISTINCT word FROM jsonb_array_elements_text(coalesce(said -> 'moreLanguages', '[]')) AS word
      WHERE word <> '' AND word <> NEW.language ORDER BY word LIMIT 100) AS words;
  NEW.facts := int4send(NEW.number)
    || int4send(extract(epoch FROM NEW.listed_at)::bigint::integer)
    || int4send(lookfor_facet(NEW.tenant_id, 'domain', NEW.domain))
    || int4send(lookfor_facet(NEW.tenant_id, 'strategy', NEW.strategy))
    || int4send(lookfor_facet(NEW.tenant_id, 'ageGroup', NEW.age_group))
    || int4send(lookfor_facet(NEW.tenant_id, 'setting', NEW.setting))
    || int4send(lookfor_facet(NEW.tenant_id, 'language', NEW.language))
    || int4send(agreed.scope * 16 + CASE WHEN NEW.duration_seconds IS NULL THEN 0
        WHEN NEW.duration_seconds <= 60 THEN 1 WHEN NEW.duration_seconds <= 180 THEN 2
        WHEN NEW.duration_seconds <= 300 THEN 3 ELSE 4 END)
    || int4send(agreed.first_day) || int4send(agreed.last_day)
    || int4send(cardinality(areas) * 256 + cardinality(languages))
    || coalesce((SELECT string_agg(int4send(code), '' ORDER BY place)
        FROM unnest(areas || languages) WITH ORDINALITY AS one(code, place)), '');
  RETURN NEW;
END
$$;--> statement-breakpoint
UPDATE clip_search SET facts = '';
