import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readStoragePlace, type StoragePlace } from './storage-place.ts';

const flag = z.enum(['0', '1']).transform((value) => value === '1');

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text);
}

const environmentSchema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** So many processes answer browsers on the port; with 1, the one that does everything else too. */
  WEB_PROCESSES: z.coerce.number().int().min(1).max(16).default(1),
  /** Address to listen on. Loopback unless the operator puts a proxy on another machine. */
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  SECRET_KEY: z.string().min(32, 'needs at least 32 characters').optional(),
  /** Opens the operator's page; without it only links of the command line do. */
  OPERATOR_SECRET: z.string().min(16, 'needs at least 16 characters').optional(),
  DEMO: flag.default(false),
  LMS_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  FFMPEG_PATH: z.string().optional(),
  PATH: z.string().default(''),
  /** Hosts on private addresses that platforms may use: comma separated, host or host:port. */
  PRIVATE_HOSTS: z.string().default(''),
  /**
   * Servers of the institution whose films may be clips without being handed over: comma separated
   * origins, such as https://media.example.edu. Browsers of viewers fetch from there.
   */
  MEDIA_ORIGINS: z
    .string()
    .default('')
    .transform(listOf)
    .refine(
      (origins) => origins.every(isOrigin),
      'must be origins, such as https://media.example.edu',
    ),
  /** Video sites whose players may be framed: youtube, vimeo, both by comma, or none. */
  VIDEO_SITES: z.enum(['none', 'youtube', 'vimeo', 'youtube,vimeo']).default('youtube,vimeo'),
  /** How many clips are prepared at once by this process; 0 leaves it to other processes. */
  TRANSCODERS: z.coerce.number().int().min(0).max(16).default(1),
  /** How long an LMS may take for one answer of its services. */
  LMS_TIMEOUT_SECONDS: z.coerce.number().min(0.1).max(60).default(15),
  /**
   * Base address of a service that writes captions and speaks the HTTP of Whisper, such as
   * https://captions.example.edu/v1. Without it no sound ever leaves the server.
   */
  CAPTIONS_URL: z.url({ protocol: /^https?$/ }).optional(),
  CAPTIONS_KEY: z.string().default(''),
  CAPTIONS_MODEL: z.string().min(1).default('whisper-1'),
  /** Where clips are kept: file:///srv/lookfor/files, or s3://bucket/folder; a folder of DATA_DIR. */
  STORAGE_URL: z.url({ protocol: /^(file|s3)$/ }).optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_PATH_STYLE: flag.optional(),
  MAX_UPLOAD_GB: z.coerce.number().min(0.001).max(1000).default(8),
});

/** Everything that can be set from outside, checked once. */
export interface Config {
  production: boolean;
  port: number;
  host: string;
  webProcesses: number;
  publicUrl: string;
  databaseUrl: string | null;
  dataDir: string;
  secretKey: string;
  operatorSecret: string | null;
  demo: boolean;
  lmsPort: number;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  ffmpegPath: string | null;
  /** Where programs are looked for. */
  programPath: string;
  privateHosts: readonly string[];
  /** Servers whose films may be clips without being handed over. */
  mediaOrigins: readonly string[];
  /** Video sites whose players may be framed. */
  videoSites: readonly ('youtube' | 'vimeo')[];
  transcoders: number;
  maxUploadBytes: number;
  lmsTimeoutMs: number;
  /** The service that writes captions; null for none. */
  captions: { url: string; key: string; model: string } | null;
  /** Where clips are kept. */
  storage: StoragePlace;
}

/** Thrown with every wrong setting named, so that one look is enough. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`These settings are wrong:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the configuration from an environment. Makes `DATA_DIR` and, outside production, a
 * secret key in it.
 * @throws {ConfigError} naming every wrong value.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const production = environment['NODE_ENV'] === 'production';
  if (production && !environment['SECRET_KEY'])
    problems.push('SECRET_KEY: must be set in production (at least 32 characters)');
  if (production && !environment['PUBLIC_URL'])
    problems.push('PUBLIC_URL: must be set in production, such as https://lookfor.example.org');
  if (production && environment['DEMO'] === '1') problems.push('DEMO: must be 0 in production');
  const dataDir = resolve(parsed.data?.DATA_DIR ?? '.');
  const storage = readStoragePlace(parsed.data ?? {}, join(dataDir, 'files'));
  if (typeof storage === 'string') problems.push(storage);
  if (!parsed.success || typeof storage === 'string' || problems.length > 0)
    throw new ConfigError(problems);
  const settings = parsed.data;
  mkdirSync(dataDir, { recursive: true });
  return {
    production,
    port: settings.PORT,
    host: settings.HOST,
    webProcesses: settings.WEB_PROCESSES,
    publicUrl: (settings.PUBLIC_URL ?? `http://tool.localhost:${settings.PORT}`).replace(
      /\/+$/,
      '',
    ),
    databaseUrl: settings.DATABASE_URL ?? null,
    dataDir,
    secretKey: settings.SECRET_KEY ?? keptSecretKey(dataDir),
    operatorSecret: settings.OPERATOR_SECRET ?? null,
    demo: settings.DEMO,
    lmsPort: settings.LMS_PORT,
    logLevel: settings.LOG_LEVEL,
    ffmpegPath: settings.FFMPEG_PATH ?? null,
    programPath: settings.PATH,
    privateHosts: settings.PRIVATE_HOSTS.split(',')
      .map((host) => host.trim().toLowerCase())
      .filter(Boolean),
    mediaOrigins: settings.MEDIA_ORIGINS,
    videoSites: (['youtube', 'vimeo'] as const).filter((site) =>
      settings.VIDEO_SITES.includes(site),
    ),
    transcoders: settings.TRANSCODERS,
    lmsTimeoutMs: settings.LMS_TIMEOUT_SECONDS * 1_000,
    captions: settings.CAPTIONS_URL
      ? { url: settings.CAPTIONS_URL, key: settings.CAPTIONS_KEY, model: settings.CAPTIONS_MODEL }
      : null,
    storage,
    maxUploadBytes: Math.floor(settings.MAX_UPLOAD_GB * 1024 ** 3),
  };
}

function keptSecretKey(dataDir: string): string {
  const file = join(dataDir, 'secret-key');
  if (!existsSync(file))
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}

/** A short, stable name for a folder, for locks and fallback places. */
export function folderFingerprint(folder: string): string {
  return createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16);
}
