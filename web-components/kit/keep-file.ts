/** Offers something to be kept as a file on this device. */
export function keepFile(fileName: string, content: BlobPart, mediaType: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Offers a page of an answer to be kept on this device. */
export function keepPage({ fileName, html }: { fileName: string; html: string }): void {
  keepFile(fileName, html, 'text/html');
}
