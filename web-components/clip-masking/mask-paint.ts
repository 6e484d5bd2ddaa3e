/** Paints what a plan covers. The preview and the film that is made use the same brush. */
import type { MaskPlan } from '#contract/masking';
import { coverAt, squarePixels } from '#contract/shared/mask-plan';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A picture with its size in pixels. */
export interface Picture {
  image: CanvasImageSource;
  width: number;
  height: number;
}

/** Covers, on a canvas that shows the whole picture, everything that the plan covers at a moment. */
export function createCoverPainter(): (
  context: Context,
  picture: Picture,
  plan: MaskPlan,
  seconds: number,
) => void {
  // A few pixels are all that is ever kept of a covered region.
  const few = new OffscreenCanvas(8, 8);
  const fewContext = few.getContext('2d');
  return (context, picture, plan, seconds) => {
    const { width, height } = context.canvas;
    for (const { style, region } of coverAt(plan, seconds)) {
      const left = Math.max(0, Math.floor(region.x * width));
      const top = Math.max(0, Math.floor(region.y * height));
      const right = Math.min(width, Math.ceil((region.x + region.width) * width));
      const bottom = Math.min(height, Math.ceil((region.y + region.height) * height));
      const [w, h] = [Math.max(1, right - left), Math.max(1, bottom - top)];
      if (style === 'black' || !fewContext) {
        context.fillStyle = '#000';
        context.fillRect(left, top, w, h);
        continue;
      }
      const square = squarePixels([region], { width, height });
      few.width = Math.max(1, Math.ceil(w / square));
      few.height = Math.max(1, Math.ceil(h / square));
      const [scaleX, scaleY] = [picture.width / width, picture.height / height];
      fewContext.imageSmoothingEnabled = true;
      fewContext.imageSmoothingQuality = 'high';
      fewContext.drawImage(
        picture.image,
        left * scaleX,
        top * scaleY,
        w * scaleX,
        h * scaleY,
        0,
        0,
        few.width,
        few.height,
      );
      context.imageSmoothingEnabled = style === 'blur';
      context.imageSmoothingQuality = 'high';
      context.drawImage(few, 0, 0, few.width, few.height, left, top, w, h);
    }
  };
}
