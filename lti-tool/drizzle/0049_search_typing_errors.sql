-- Written by hand: the schema cannot say it. For each word that was typed, those of the institution's
-- library that may have been meant: itself where it begins any; else those with two neighbouring letters
-- changed about, the error that trigrams see worst; else those that are most like it. Where pg_trgm is
-- missing, the first two are forgiven all the same.
CREATE FUNCTION lookfor_alike(institution uuid, sought text[], likeness_needed real, most integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SET jit = off AS $$
DECLARE
  typed text;
  next_word text;
  likely text[];
  answer jsonb := '[]';
BEGIN
  FOREACH typed IN ARRAY sought LOOP
    likely := NULL;
    -- What it begins stands right behind it.
    SELECT word INTO next_word FROM search_word
      WHERE tenant_id = institution AND word >= typed ORDER BY word LIMIT 1;
    IF next_word IS NULL OR NOT starts_with(next_word, typed) THEN
      SELECT array_agg(word ORDER BY word) INTO likely FROM (
        SELECT word FROM search_word WHERE tenant_id = institution AND word = ANY (ARRAY(
          SELECT left(typed, at - 1) || substr(typed, at + 1, 1) || substr(typed, at, 1) || substr(typed, at + 2)
          FROM generate_series(1, length(typed) - 1) AS at))
        LIMIT most) AS swapped;
      IF likely IS NULL THEN
        BEGIN
          SELECT array_agg(word ORDER BY likeness DESC, word) INTO likely FROM (
            SELECT word, similarity(word, typed) AS likeness FROM search_word
            WHERE tenant_id = institution AND word % typed AND similarity(word, typed) >= likeness_needed
            ORDER BY likeness DESC, word LIMIT most) AS near;
        EXCEPTION WHEN undefined_function THEN
          likely := NULL;
        END;
      END IF;
    END IF;
    answer := answer || jsonb_build_array(to_jsonb(coalesce(likely, ARRAY[typed])));
  END LOOP;
  RETURN answer;
END
$$;
