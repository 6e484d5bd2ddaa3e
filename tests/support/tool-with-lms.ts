import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { clipRoutes } from '#contract/clips';
import type { Mark, MarkChange } from '#contract/observations';
import { taskRoutes, type TaskPlan } from '#contract/tasks';
import { startPracticeLms, type PracticeLms } from '../../lti-tool/practice-lms/practice-lms.ts';
import type { Activity } from '../../lti-tool/practice-lms/course-state.ts';
import type { PlatformKey } from '../../lti-tool/practice-lms/platforms/platform.ts';
import type { Tool } from '../../lti-tool/practice-lms/tools.ts';
import { httpCall, httpLaunch, type HttpPerson } from './http-launch.ts';
import { hostsOf, registrationOf } from './played-platform.ts';
import { newDataDir, registerPlatform } from './tool-database.ts';
import { freePort, startTool, type ToolProcess } from './tool-process.ts';

/** A real server with its own data, and an LMS in this process in which it is registered. */
export interface ToolWithLms {
  lms: PracticeLms;
  tool: ToolProcess;
  registration: Tool;
  /** Launches somebody from the plain link of the course, or from an activity. */
  launch(as: string, activityId?: string): Promise<HttpPerson>;
  close(): Promise<void>;
}

/**
 * Starts both, registers the tool in the LMS and the LMS in the tool.
 * @param wish ports are taken freely when left out; whom the LMS plays; other hosts of this machine
 * @param environment settings of the tool besides those that the world needs
 */
export async function openToolWithLms(
  wish: {
    lms?: number;
    tool?: number;
    platform?: PlatformKey;
    privateHosts?: readonly string[];
  } = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<ToolWithLms> {
  const dataDir = newDataDir();
  const { platform = 'practice' } = wish;
  const lms = await startPracticeLms({ port: wish.lms ?? 0, platform });
  const port = wish.tool ?? (await freePort());
  const tool = await startTool({
    dataDir,
    port,
    // Everything that could ever be written down.
    environment: {
      PRIVATE_HOSTS: [
        ...hostsOf(platform, `lms.localhost:${lms.port}`),
        ...(wish.privateHosts ?? []),
      ].join(),
      LOG_LEVEL: 'debug',
      ...environment,
    },
  });
  const registration = lms.state.registerTool({
    name: 'Lookfor',
    loginUrl: `${tool.baseUrl}/lti/login`,
    redirectUris: [`${tool.baseUrl}/lti/launch`],
    targetLinkUri: `${tool.baseUrl}/lti/launch`,
    jwksUrl: `${tool.baseUrl}/lti/jwks`,
  });
  await registerPlatform(dataDir, registrationOf(lms, registration));
  const startLinkId = lms.state.startLink(registration.clientId)?.id ?? '';
  return {
    ...{ lms, tool, registration },
    launch: (as, activityId = startLinkId) => httpLaunch(lms.baseUrl, { as, activityId }),
    async close() {
      await tool.kill('SIGTERM');
      await lms.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Waits until something is true; looks often, and gives up with a sentence. */
export async function until(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  patienceMs = 120_000,
): Promise<void> {
  const endMs = Date.now() + patienceMs;
  while (!(await isTrue())) {
    if (Date.now() > endMs) throw new Error(`It did not happen in time: ${what}`);
    await pause(100);
  }
}

/** A film of a moving test picture with a tone. */
export async function makeFilm(path: string, seconds: number, size = '320x180'): Promise<Buffer> {
  const sources = [
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=30:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`],
  ];
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', ...sources, ...coding, path]);
  return readFileSync(path);
}

/** One request of the tus protocol. */
export function tus(
  tool: ToolProcess,
  person: HttpPerson,
  request: { method: string; path?: string; headers?: Record<string, string>; body?: Buffer },
) {
  return httpCall(`${tool.baseUrl}/api/uploads${request.path ?? ''}`, {
    method: request.method,
    headers: {
      authorization: `Bearer ${person.token}`,
      'tus-resumable': '1.0.0',
      ...request.headers,
    },
    ...(request.body && { body: request.body }),
  });
}

/** Begins a clip and its upload. */
export async function beginUpload(
  tool: ToolProcess,
  person: HttpPerson,
  bytes: number,
): Promise<string> {
  const { id } = await person.call(clipRoutes.createClip, {
    body: { fileName: 'film.mp4', bytes },
  });
  const metadata = `clipId ${Buffer.from(id).toString('base64')}`;
  const begun = await tus(tool, person, {
    method: 'POST',
    headers: { 'upload-length': String(bytes), 'upload-metadata': metadata },
  });
  if (begun.status !== 201) throw new Error(`the upload did not begin: ${begun.text}`);
  return id;
}

/** Sends a stretch of a file from an offset to its end. */
export function sendFrom(
  tool: ToolProcess,
  person: HttpPerson,
  clipId: string,
  rest: { offset: number; body: Buffer },
) {
  return tus(tool, person, {
    method: 'PATCH',
    path: `/${clipId}`,
    headers: {
      'upload-offset': String(rest.offset),
      'content-type': 'application/offset+octet-stream',
    },
    body: rest.body,
  });
}

/** A published task on a short clip, with a link and a column of 20 points in the course. */
export async function publishTask(
  world: ToolWithLms,
  lecturer: HttpPerson,
  clipSeconds = 2,
): Promise<{ taskId: string; activity: Activity; columnId: string }> {
  const { tool } = world;
  const film = await makeFilm(join(tool.dataDir, 'film.mp4'), clipSeconds);
  const clipId = await beginUpload(tool, lecturer, film.length);
  await sendFrom(tool, lecturer, clipId, { offset: 0, body: film });
  const params = { clipId };
  await agreeFor(lecturer, clipId);
  await until('the clip is ready', async () => {
    const { state, failure } = await lecturer.call(clipRoutes.getClip, { params });
    if (state === 'failed') throw new Error(`the clip failed: ${failure}`);
    return state === 'ready';
  });
  return publishTaskOn(world, lecturer, clipId);
}

/** Names the one child in a clip, who agrees to the training of students. */
export async function agreeFor(lecturer: HttpPerson, clipId: string): Promise<void> {
  const day = 24 * 3_600_000;
  const named = await lecturer.call(clipRoutes.addFilmedPerson, {
    params: { clipId },
    body: { pseudonym: 'Child A', kind: 'child', ranges: [] },
  });
  await lecturer.call(clipRoutes.recordConsent, {
    params: { clipId, personId: named.people[0]?.id ?? '' },
    body: {
      purposes: ['training'],
      audience: 'institution',
      validFrom: new Date(Date.now() - day).toISOString().slice(0, 10),
      validUntil: new Date(Date.now() + 300 * day).toISOString().slice(0, 10),
    },
  });
}

/** The same on a clip that plays already. */
export async function publishTaskOn(
  { lms, tool, registration }: ToolWithLms,
  lecturer: HttpPerson,
  clipId: string,
): Promise<{ taskId: string; activity: Activity; columnId: string }> {
  const begun = await lecturer.call(taskRoutes.createTask, { body: { clipId } });
  const { id: taskId } = await lecturer.call(taskRoutes.changeTask, {
    params: { taskId: begun.id },
    body: { baseRevision: begun.revision, plan: openPlan(begun.plan) },
  });
  await lecturer.call(taskRoutes.publishTask, { params: { taskId } });
  const activity = lms.state.addActivity(
    registration,
    {
      title: 'Task',
      url: `${tool.baseUrl}/lti/launch?task=${taskId}`,
      custom: { task: taskId },
    },
    'by hand',
    { label: 'Task', scoreMaximum: 20 },
  );
  return { taskId, activity, columnId: lms.state.gradebook.columnsOf(activity.id)[0]?.id ?? '' };
}

/** A plan that asks for next to nothing, so that a test gets to its fault. */
export function openPlan(plan: TaskPlan): TaskPlan {
  return {
    ...plan,
    title: 'The tower',
    lookFors: [],
    passes: plan.passes.map((pass) => ({ ...pass, moments: [], watchShare: 0 })),
    narration: plan.narration && { ...plan.narration, minimumWords: 0, minimumCitations: 0 },
  };
}

/** A change that puts a new mark. */
export function putMark(id: string, passId: string, body: string): MarkChange {
  const mark: Mark = {
    ...{ id, passId, body, startSeconds: 1, endSeconds: null },
    ...{ codeIds: [], lookForId: null, child: null, changedAt: new Date().toISOString() },
  };
  return { kind: 'put', mark };
}
