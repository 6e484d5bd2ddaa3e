/**
 * The address of the same file under a newer signature. A signature stands in the folder of the
 * playlist's address or in its query; both parts of the old address are exchanged for those of
 * the new one, and an address that belongs to neither stays as it is.
 */
export function underNewSignature(
  address: string,
  oldPlaylist: string,
  newPlaylist: string,
  base: string,
): string {
  const url = new URL(address, base);
  const old = new URL(oldPlaylist, base);
  const fresh = new URL(newPlaylist, base);
  const oldFolder = folderOf(old);
  if (url.origin !== old.origin || !url.pathname.startsWith(oldFolder)) return address;
  const renewed = new URL(url);
  renewed.pathname = folderOf(fresh) + url.pathname.slice(oldFolder.length);
  for (const [name, value] of fresh.searchParams) {
    if (url.searchParams.has(name)) renewed.searchParams.set(name, value);
  }
  return renewed.href;
}

function folderOf(url: URL): string {
  return url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1);
}
