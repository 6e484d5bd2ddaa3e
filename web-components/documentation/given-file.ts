const LONGEST_SIDE = 2_048;
const JPEG_QUALITY = 0.9;

/**
 * A picture drawn anew on this device, upright and of a sensible size: where and with what it was
 * taken never leaves it. What this browser cannot draw goes as it is, and is cleaned by the server.
 */
export async function redrawn(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return file;
  const share = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * share));
  canvas.height = Math.max(1, Math.round(picture.height * share));
  const context = canvas.getContext('2d');
  if (!context) return file;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done) =>
    canvas.toBlob((blob) => done(blob ?? file), 'image/jpeg', JPEG_QUALITY),
  );
}
