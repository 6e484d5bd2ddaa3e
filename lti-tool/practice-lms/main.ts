/** Starts the practice LMS alone, as configured by the environment. */
import process from 'node:process';
import { z } from 'zod';
import { PLATFORM_KEYS } from './platforms/platform.ts';
import { startPracticeLms } from './practice-lms.ts';

const environmentSchema = z.object({
  LMS_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  LMS_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  LMS_DATA_DIR: z.string().min(1).optional(),
  /** Whom to play: moodle, canvas, brightspace, blackboard, sakai. */
  LMS_PLATFORM: z.enum(PLATFORM_KEYS).optional(),
});

const environment = environmentSchema.safeParse(process.env);
if (!environment.success) {
  const problems = environment.error.issues.map(
    (issue) => `${issue.path.map(String).join('.')}: ${issue.message}`,
  );
  process.stderr.write(`The practice LMS cannot start. ${problems.join('; ')}\n`);
  process.exit(1);
}

const { LMS_PORT, LMS_PUBLIC_URL, LMS_DATA_DIR, LMS_PLATFORM } = environment.data;
const lms = await startPracticeLms({
  port: LMS_PORT,
  ...(LMS_PUBLIC_URL === undefined ? {} : { baseUrl: LMS_PUBLIC_URL }),
  ...(LMS_DATA_DIR === undefined ? {} : { dataDir: LMS_DATA_DIR }),
  ...(LMS_PLATFORM === undefined ? {} : { platform: LMS_PLATFORM }),
});
process.stdout.write(`Practice LMS: ${lms.baseUrl}\n`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await lms.close();
  process.exit(0);
}
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
process.on('disconnect', () => void stop());
