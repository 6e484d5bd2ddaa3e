ALTER TABLE "clip" ADD COLUMN "mask_plan" jsonb;--> statement-breakpoint
ALTER TABLE "clip" ADD COLUMN "masking" jsonb;