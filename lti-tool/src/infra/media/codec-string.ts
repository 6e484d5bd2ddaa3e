/** Names the codecs of an initialisation segment as players want them (RFC 6381). Pure. */

/**
 * The codecs in an fMP4 initialisation segment that we wrote ourselves (H.264 and AAC-LC only),
 * picture first; empty when there are none.
 */
export function codecStrings(initSegment: Buffer): string[] {
  const codecs: string[] = [];
  // ISO/IEC 14496-15, 5.3.3.1: version, profile, compatibility, level follow the box's name.
  const avc = initSegment.indexOf('avcC', 0, 'latin1');
  if (avc >= 0) codecs.push(`avc1.${initSegment.toString('hex', avc + 5, avc + 8)}`);
  if (initSegment.includes('mp4a', 0, 'latin1')) codecs.push('mp4a.40.2');
  return codecs;
}
