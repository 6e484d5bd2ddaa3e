ALTER TABLE "clip_masking" DROP COLUMN "destroyed_files";--> statement-breakpoint
ALTER TABLE "documentation_piece" DROP COLUMN "are_agreed";--> statement-breakpoint
ALTER TABLE "documentation_piece" DROP COLUMN "agreed_until";