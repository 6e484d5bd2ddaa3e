-- Written by hand: the schema cannot say it. What a clip is counted by has a version now: the server keeps
-- the facts of each version that it has read (search-shelf.ts), and a search only says which are found.
CREATE SEQUENCE clip_search_versions AS integer;--> statement-breakpoint
CREATE FUNCTION lookfor_version_clip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := nextval('clip_search_versions');
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER clip_search_version BEFORE INSERT OR UPDATE ON clip_search
  FOR EACH ROW EXECUTE FUNCTION lookfor_version_clip();--> statement-breakpoint
UPDATE clip_search SET facts = '';--> statement-breakpoint
-- The versions of the clips with some words, each with how well its heading fits: looked at together,
-- because both stand in the same row. The index is always faster than reading all of the long texts,
-- though the planner does not know what unpacking them costs; so it is not told that an institution
-- could be sought by another index.
CREATE FUNCTION lookfor_sought(institution uuid, wanted tsquery, steps real, states text[], own uuid, also uuid[], within uuid[])
RETURNS bytea LANGUAGE plpgsql STABLE SET enable_seqscan = off SET jit = off AS $$
BEGIN
  RETURN (SELECT string_agg(int8send(version::bigint << 32 | (ts_rank(heading, wanted) * steps)::integer), '')
    FROM clip_search
    WHERE (tenant_id = institution) IS TRUE AND words @@ wanted
      AND (curation = ANY (states) OR owner_id = own OR clip_id = ANY (also))
      AND (within IS NULL OR clip_id = ANY (within)));
END
$$;
