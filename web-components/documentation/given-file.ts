import { PIECE_FILES_PATH, type PieceKind } from '#contract/documentation';
import { ApiError, type Api } from '#elements/kit/api';

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

/** Sends the file of a piece; tells how much of it has left. Rejects with `ApiError`. */
export async function sendFile(
  api: Api,
  { id, kind }: { id: string; kind: PieceKind },
  file: File,
  onProgress: (share: number) => void,
): Promise<void> {
  const body = kind === 'image' ? await redrawn(file) : file;
  await new Promise<void>((done, fail) => {
    // Only XMLHttpRequest tells how much of a body has left.
    const request = new XMLHttpRequest();
    request.open('PUT', api.address(`${PIECE_FILES_PATH}/${id}`));
    request.setRequestHeader('Authorization', `Bearer ${api.token()}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () =>
      request.status < 300 ? done() : fail(new ApiError(codeOf(request), request.status));
    request.onerror = () => fail(new ApiError('offline', 0));
    request.send(body);
  });
}

function codeOf({ responseText }: XMLHttpRequest): ApiError['code'] {
  try {
    return (JSON.parse(responseText) as { code: ApiError['code'] }).code;
  } catch {
    return 'internal';
  }
}
