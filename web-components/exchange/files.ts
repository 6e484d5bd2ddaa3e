import type { GivenFile, SmallFile } from '#contract/common-shapes';

/** Offers a file of an answer to be kept on this device. */
export function keepAnswer({ fileName, mediaType, base64 }: SmallFile): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  keepFile(fileName, bytes, mediaType);
}

/** Offers a page of an answer to be kept on this device. */
export function keepPage({ fileName, html }: { fileName: string; html: string }): void {
  keepFile(fileName, html, 'text/html');
}

/** About 1.3 MB: what one request carries. */
export const MOST_FILE_BYTES = 1_300_000;

/** A chosen file as a request carries it. */
export async function toGivenFile(file: File): Promise<GivenFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let letters = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return { fileName: file.name.slice(0, 200), base64: btoa(letters) };
}

function keepFile(fileName: string, content: BlobPart, mediaType: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
