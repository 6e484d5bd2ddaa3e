CREATE TABLE "clip_closing" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"clip_id" uuid NOT NULL,
	"filmed_person_id" uuid NOT NULL,
	"ranges" jsonb NOT NULL,
	"closed_by" uuid NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "clip" ADD COLUMN "closed" jsonb DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "clip_closing" ADD CONSTRAINT "clip_closing_tenant_id_clip_id_clip_tenant_id_id_fk" FOREIGN KEY ("tenant_id","clip_id") REFERENCES "public"."clip"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clip_closing_tenant_id_clip_id_index" ON "clip_closing" USING btree ("tenant_id","clip_id");--> statement-breakpoint
-- Written by hand: who is seen only where a clip is left out has no more say in the rest of it than who is
-- masked (coverageOfClip in clips.replies.ts).
CREATE OR REPLACE FUNCTION lookfor_consent(sought uuid, OUT scope integer, OUT first_day integer, OUT last_day integer)
LANGUAGE sql STABLE AS $$
  WITH shown AS (
    SELECT consent.*, consent.id IS NOT NULL AND consent.withdrawn_at IS NULL AS holds
    FROM clip
    CROSS JOIN LATERAL (SELECT coalesce(range_agg(numrange((part ->> 0)::numeric, (part ->> 1)::numeric, '[]')),
        '{}'::nummultirange) AS stretches FROM jsonb_array_elements(clip.masked || clip.closed) AS part) AS masked
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
DROP TRIGGER clip_search_masked ON clip;--> statement-breakpoint
CREATE TRIGGER clip_search_masked AFTER UPDATE ON clip FOR EACH ROW
  WHEN (OLD.masked IS DISTINCT FROM NEW.masked OR OLD.closed IS DISTINCT FROM NEW.closed)
  EXECUTE FUNCTION lookfor_mask_changed();
