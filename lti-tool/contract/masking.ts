import { z } from 'zod';
import { instantSchema, rangeSchema, secondsSchema } from '#contract/common-shapes';
import { BOX_STYLES, SOUND_MASKS } from '#contract/vocabulary';

/** A share of the picture's width or height, as a viewer sees it. */
const shareSchema = z.number().min(0).max(1);

/** Where a box stands at one moment; between two such moments it moves evenly. */
export const boxKeySchema = z
  .object({
    atSeconds: secondsSchema,
    /** Of its upper left corner, and how large it is. */
    x: shareSchema,
    y: shareSchema,
    width: shareSchema.min(0.005),
    height: shareSchema.min(0.005),
  })
  .refine(
    ({ x, y, width, height }) => x + width <= 1.000_001 && y + height <= 1.000_001,
    'the box leaves the picture',
  );
export type BoxKey = z.infer<typeof boxKeySchema>;

/** What makes a region unrecognisable for a stretch of the film. */
export const maskBoxSchema = z.object({
  style: z.enum(BOX_STYLES),
  /** When it covers anything. */
  range: rangeSchema,
  keys: z
    .array(boxKeySchema)
    .min(1)
    .max(2000)
    .refine(
      (keys) => keys.every(({ atSeconds }, at) => atSeconds > (keys[at - 1]?.atSeconds ?? -1)),
      'the moments of a box are not in order',
    ),
});
export type MaskBox = z.infer<typeof maskBoxSchema>;

/** A stretch of which nothing is to be heard. */
export const soundMaskSchema = z.object({ style: z.enum(SOUND_MASKS), range: rangeSchema });
export type SoundMask = z.infer<typeof soundMaskSchema>;

const MOST_KEYS = 6000;

/** Everything that is to be made unrecognisable in a film before anybody else sees it. */
export const maskPlanSchema = z
  .object({
    boxes: z.array(maskBoxSchema).max(40),
    sounds: z.array(soundMaskSchema).max(200),
  })
  .refine(({ boxes, sounds }) => boxes.length + sounds.length > 0, 'nothing is masked')
  .refine(
    ({ boxes }) => boxes.reduce((sum, { keys }) => sum + keys.length, 0) <= MOST_KEYS,
    'too many moments',
  );
export type MaskPlan = z.infer<typeof maskPlanSchema>;

/** A plan with the file that it belongs to: who carries it out, the browser or the server. */
export const maskOrderSchema = z.object({
  /** `browser`: the file that comes is masked already. `server`: it is masked before anything else. */
  by: z.enum(['browser', 'server']),
  plan: maskPlanSchema,
});
export type MaskOrder = z.infer<typeof maskOrderSchema>;

/** What was, or will be, masked in a film before it could be watched. */
export const maskingSchema = z.object({
  by: z.enum(['browser', 'server']),
  /** Stretches in which a part of the picture is covered. */
  picture: z.array(rangeSchema),
  /** Stretches in which nothing is heard. */
  sound: z.array(rangeSchema),
  /** Null until the masked film is there; what it was made of is destroyed then. */
  finishedAt: instantSchema.nullable(),
});
export type Masking = z.infer<typeof maskingSchema>;
