/**
 * Reads the outermost structure of a file, a few bytes per element, to tell a file whose end is
 * missing from one that is something else. Decoders are lenient here: they would play the part of a
 * broken upload that arrived, and nobody would notice that the lesson ends early.
 */
import { open, type FileHandle } from 'node:fs/promises';

/** `whole` says only that nothing is visibly missing; `unknown` that the container is another one. */
export type ContainerState = 'empty' | 'text' | 'whole' | 'truncated' | 'picture' | 'unknown';

/** Looks at an MP4/QuickTime (ISO/IEC 14496-12, 4.2) or Matroska/WebM (RFC 8794) file. */
export async function inspectContainer(file: string): Promise<ContainerState> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size === 0) return 'empty';
    const start = await read(handle, 0, 1024);
    if (!start.some(isControl)) return 'text';
    if (start.length >= 4 && start.readUInt32BE(0) === ebmlMagic) {
      return await inspectMatroska(handle, size);
    }
    const isIso = start.length >= 8 && openingBoxes.has(start.toString('latin1', 4, 8));
    return isIso ? await inspectIsoBoxes(handle, size) : 'unknown';
  } finally {
    await handle.close();
  }
}

/** Bytes that texts do not contain and recordings always do. */
function isControl(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32 && byte !== 27);
}

const openingBoxes = new Set(['ftyp', 'styp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);
const picturesBrands = new Set(['heic', 'heix', 'mif1', 'avif', 'msf1', 'heim']);
const boxLimit = 200_000;

async function inspectIsoBoxes(handle: FileHandle, fileSize: number): Promise<ContainerState> {
  let at = 0;
  let brand = '';
  let hasIndex = false;
  for (let boxes = 0; at + 8 <= fileSize && boxes < boxLimit; boxes++) {
    const head = await read(handle, at, 16);
    const type = head.toString('latin1', 4, 8);
    const declared = head.readUInt32BE(0);
    if (type === 'ftyp') brand = head.toString('latin1', 8, 12);
    if (type === 'moov') hasIndex = true;
    // Size 0 means "to the end of the file"; zeroes also pad the end of some camera files.
    if (declared === 0) break;
    const size = declared === 1 ? wideSize(head) : declared;
    if (size < 8) break;
    at += size;
  }
  if (at > fileSize) return 'truncated';
  if (hasIndex) return 'whole';
  return picturesBrands.has(brand) ? 'picture' : 'truncated';
}

function wideSize(head: Buffer): number {
  return head.length < 16 ? 0 : Number(head.readBigUInt64BE(8));
}

const ebmlMagic = 0x1a45dfa3;
const segmentId = 0x18538067;

async function inspectMatroska(handle: FileHandle, fileSize: number): Promise<ContainerState> {
  const header = variableLength(await read(handle, 4, 8));
  if (!header) return 'truncated';
  const segmentAt = 4 + header.length + header.value;
  const segment = await read(handle, segmentAt, 12);
  if (segment.length < 5) return 'truncated';
  if (segment.readUInt32BE(0) !== segmentId) return 'unknown';
  const size = variableLength(segment.subarray(4));
  if (!size) return 'truncated';
  // Recorders that stream do not know the size and write all ones.
  if (size.isUnknown) return 'whole';
  return segmentAt + 4 + size.length + size.value > fileSize ? 'truncated' : 'whole';
}

function variableLength(bytes: Buffer) {
  const first = bytes[0];
  if (!first) return null;
  const length = Math.clz32(first) - 23;
  if (bytes.length < length) return null;
  const marker = 1 << (8 - length);
  let value = first & (marker - 1);
  let isUnknown = value === marker - 1;
  for (const byte of bytes.subarray(1, length)) {
    value = value * 256 + byte;
    isUnknown &&= byte === 255;
  }
  return { length, value, isUnknown };
}

async function read(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}
