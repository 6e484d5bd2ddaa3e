/** For `@error` of a picture: an address that has ended leaves an empty place, not a broken picture. */
export function hidePicture(event: Event): void {
  (event.target as HTMLImageElement).hidden = true;
}
