-- Written by hand: the schema cannot say it. Everything that facets count stands in one column of few
-- bytes, which the server counts faster than PostgreSQL groups: see search-facts.rules.ts for what lies
-- where. It is packed by a trigger, so that no way of writing can forget it.
CREATE FUNCTION lookfor_facet(institution uuid, named text, given text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  found_code integer;
BEGIN
  IF given = '' THEN RETURN 0; END IF;
  SELECT code INTO found_code FROM search_facet
    WHERE tenant_id = institution AND facet = named AND value = left(given, 300);
  IF found_code IS NOT NULL THEN RETURN found_code; END IF;
  INSERT INTO search_facet (tenant_id, facet, value) VALUES (institution, named, left(given, 300))
    ON CONFLICT (tenant_id, facet, value) DO UPDATE SET value = excluded.value
    RETURNING code INTO found_code;
  RETURN found_code;
END
$$;--> statement-breakpoint
-- How far a clip may be shown for teaching, as coverageOf() says it (consents.rules.ts): 0 for not at
-- all, else the narrowest audience from 1, and 16 more where all agreed to research; with the first and
-- last day, as days since 1970.
CREATE FUNCTION lookfor_consent(sought uuid, OUT scope integer, OUT first_day integer, OUT last_day integer)
LANGUAGE sql STABLE AS $$
  WITH shown AS (
    SELECT consent.*, consent.id IS NOT NULL AND consent.withdrawn_at IS NULL AS holds
    FROM clip
    CROSS JOIN LATERAL (SELECT coalesce(range_agg(numrange((part ->> 0)::numeric, (part ->> 1)::numeric, '[]')),
        '{}'::nummultirange) AS stretches FROM jsonb_array_elements(clip.masked) AS part) AS masked
    JOIN filmed_person ON filmed_person.tenant_id = clip.tenant_id AND filmed_person.clip_id = clip.id
    LEFT JOIN consent ON consent.tenant_id = clip.tenant_id AND consent.id = filmed_person.consent_id
    WHERE clip.id = sought AND NOT (jsonb_array_length(filmed_person.ranges) > 0 AND (
      SELECT bool_and(masked.stretches @> numrange((part ->> 0)::numeric, (part ->> 1)::numeric, '[]'))
      FROM jsonb_array_elements(filmed_person.ranges) AS part))
  )
  SELECT CASE WHEN bool_and(holds AND 'training' = ANY (purposes))
      THEN min(array_position('{course,institution,partners,public}'::text[], audience))
        + CASE WHEN bool_and('research' = ANY (purposes)) THEN 16 ELSE 0 END
      ELSE 0 END,
    coalesce(max(valid_from) - '1970-01-01'::date, 0), coalesce(min(valid_until) - '1970-01-01'::date, 0)
  FROM shown
$$;--> statement-breakpoint
CREATE FUNCTION lookfor_pack_clip() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  agreed record;
BEGIN
  SELECT * INTO agreed FROM lookfor_consent(NEW.clip_id);
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
    || int4send(agreed.first_day) || int4send(agreed.last_day);
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER clip_search_pack BEFORE INSERT OR UPDATE ON clip_search
  FOR EACH ROW EXECUTE FUNCTION lookfor_pack_clip();--> statement-breakpoint
-- Packed anew whenever what people agreed to, or what is masked, has changed.
CREATE FUNCTION lookfor_agreement_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE clip_search SET facts = '' WHERE clip_id IN (
    SELECT clip_id FROM filmed_person WHERE tenant_id = NEW.tenant_id AND consent_id = NEW.id);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE FUNCTION lookfor_filmed_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE clip_search SET facts = '' WHERE clip_id = coalesce(NEW.clip_id, OLD.clip_id);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE FUNCTION lookfor_mask_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE clip_search SET facts = '' WHERE clip_id = NEW.id;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER clip_search_agreement AFTER UPDATE ON consent
  FOR EACH ROW EXECUTE FUNCTION lookfor_agreement_changed();--> statement-breakpoint
CREATE TRIGGER clip_search_filmed AFTER INSERT OR UPDATE OR DELETE ON filmed_person
  FOR EACH ROW EXECUTE FUNCTION lookfor_filmed_changed();--> statement-breakpoint
CREATE TRIGGER clip_search_masked AFTER UPDATE ON clip FOR EACH ROW
  WHEN (OLD.masked IS DISTINCT FROM NEW.masked) EXECUTE FUNCTION lookfor_mask_changed();--> statement-breakpoint
UPDATE clip_search SET facts = '';--> statement-breakpoint
-- What is packed of the clips with some words. A word that most clips have would be sought by reading all
-- of the long texts, because the planner does not know what unpacking them costs; the index is always faster.
CREATE FUNCTION lookfor_found(institution uuid, wanted tsquery, states text[], own uuid, also uuid[], within uuid[])
RETURNS bytea LANGUAGE plpgsql STABLE SET enable_seqscan = off SET jit = off AS $$
BEGIN
  RETURN (SELECT string_agg(facts, '') FROM clip_search
    WHERE tenant_id = institution AND words @@ wanted
      AND (curation = ANY (states) OR owner_id = own OR clip_id = ANY (also))
      AND (within IS NULL OR clip_id = ANY (within)));
END
$$;
--> statement-breakpoint
-- A word as it stands, as the beginning of longer ones, and by its stems where they begin otherwise: the
-- fewer words are sought, the sooner they are found.
CREATE FUNCTION lookfor_word(word text, beginning text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(DISTINCT form, ' | ')::tsquery FROM (
    SELECT CASE WHEN beginning IS NULL THEN '''' || word || '''' ELSE '''' || beginning || ''':*' END AS form
    UNION ALL
    SELECT '''' || stem || '''' FROM unnest(ts_lexize('pg_catalog.english_stem', word)
      || ts_lexize('pg_catalog.french_stem', word) || ts_lexize('pg_catalog.italian_stem', word)
      || ts_lexize('pg_catalog.dutch_stem', word)) AS stem
    WHERE beginning IS NULL OR NOT starts_with(stem, beginning)
  ) AS forms
$$;
