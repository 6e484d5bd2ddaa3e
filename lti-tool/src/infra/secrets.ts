import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomFillSync,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';

/** Keys for separate uses, all derived from SECRET_KEY, and what is done with them. */
export interface Secrets {
  /** Encrypts and authenticates a text (AES-256-GCM). `use` binds it to one purpose. */
  seal(use: string, text: string): string;
  /** The text again, or null when it was sealed for another use, altered, or with another key. */
  open(use: string, sealed: string): string | null;
  /** Keyed digest (HMAC-SHA-256, base64url) of a text for one purpose. */
  sign(use: string, text: string): string;
  /**
   * Two secrets that follow from a text (both halves of its HMAC-SHA-512, base64url): who knows
   * one of them knows nothing of the other.
   */
  signTwice(use: string, text: string): [string, string];
  /** Whether a signature belongs to the text; constant time. */
  verify(use: string, text: string, signature: string): boolean;
  /** A 32-byte key for a library that needs one. */
  key(use: string): Buffer;
}

/** Derives all keys by HKDF (RFC 5869) from one secret. */
export function createSecrets(secretKey: string): Secrets {
  // Handed to OpenSSL once: every launch signs and seals several times.
  const keys = new Map<string, KeyObject>();
  const keyFor = (use: string): KeyObject => {
    let derived = keys.get(use);
    if (!derived) {
      derived = createSecretKey(Buffer.from(hkdfSync('sha256', secretKey, 'lookfor', use, 32)));
      keys.set(use, derived);
    }
    return derived;
  };
  const sign = (use: string, text: string): string =>
    createHmac('sha256', keyFor(use)).update(text).digest('base64url');
  return {
    key: (use) => keyFor(use).export(),
    sign,
    signTwice(use, text) {
      const digest = createHmac('sha512', keyFor(use)).update(text).digest();
      return [
        digest.subarray(0, 32).toString('base64url'),
        digest.subarray(32).toString('base64url'),
      ];
    },
    verify: (use, text, signature) => sameText(sign(use, text), signature),
    seal(use, text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyFor(use), nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(use, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < 28) return null;
      const decipher = createDecipheriv('aes-256-gcm', keyFor(use), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString(
          'utf8',
        );
      } catch {
        return null;
      }
    },
  };
}

/**
 * Compares two texts in time that does not depend on where they differ. That their lengths differ
 * is no secret: every secret of a kind is as long as the next.
 */
export function sameText(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** A random text of at least 128 bits for states, nonces and one-time codes. */
export function randomText(bytes = 24): string {
  return randomBytes(bytes).toString('base64url');
}

const store = Buffer.alloc(4_096);
let taken = store.length;

/**
 * Random bytes that are given out once. The system is asked for many at a time: a launch needs
 * four small portions, and each question costs more than the bytes.
 */
function randomBytes(count: number): Buffer {
  if (taken + count > store.length) {
    randomFillSync(store);
    taken = 0;
  }
  const given = Buffer.from(store.subarray(taken, taken + count));
  store.fill(0, taken, taken + count);
  taken += count;
  return given;
}
