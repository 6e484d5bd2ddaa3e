import { createCircuits } from '../gradebook/circuits.service.ts';
import { createOutbox, type Outbox } from '../gradebook/outbox.service.ts';
import type { CommandLine } from './command-line.ts';

const SHOWN = 50;

/** Shows for each LMS, or for one with what has not arrived there, how the scores stand. */
export async function showOutbox(cli: CommandLine, means: string | undefined): Promise<number> {
  const { lti, say } = cli;
  const outbox = outboxOf(cli);
  const chosen = means === undefined ? null : await lti.platforms.find(means);
  const names = new Map(
    (await lti.platforms.list()).map(({ platform }) => [platform.id, platform]),
  );
  const states = (await outbox.platformsState()).filter(
    ({ platformId }) => chosen === null || platformId === chosen.id,
  );
  if (states.length === 0) say('No LMS is registered yet. Begin with: platform add');
  for (const { platformId, waiting, refused, sent, oldestQueuedAt, circuit } of states) {
    say(names.get(platformId)?.name ?? platformId);
    say(`  waiting     ${waiting}${oldestQueuedAt ? `, since ${instant(oldestQueuedAt)}` : ''}`);
    say(`  refused     ${refused}`);
    say(`  sent        ${sent}`);
    say(
      `  breaker     ${circuit.state}${circuit.nextTryAt ? `, asks again ${instant(circuit.nextTryAt)}` : ''}`,
    );
    if (circuit.lastFailureAt) {
      say(
        `  last error  ${instant(circuit.lastFailureAt)}  ${answerOf(circuit.lastStatus, circuit.lastAnswer)}`,
      );
    }
  }
  if (chosen) await showStuck(outbox, chosen.id, say);
  return 0;
}

async function showStuck(outbox: Outbox, platformId: string, say: CommandLine['say']) {
  const stuck = await outbox.stuckScores(platformId, SHOWN);
  if (stuck.length > 0) say(`Not arrived (the newest ${SHOWN} at most):`);
  for (const { id, kind, state, attempts, errorCode, platformStatus, platformAnswer } of stuck) {
    say(`  ${id}  ${kind}  [${state}]  tried ${attempts}  ${errorCode ?? ''}`.trimEnd());
    const answer = answerOf(platformStatus, platformAnswer);
    if (answer) say(`    the LMS said: ${answer}`);
  }
}

/** Sends everything that has not arrived at an LMS once more, or only the scores that are named. */
export async function sendAgain(
  cli: CommandLine,
  means: string,
  { score }: { score?: readonly string[] },
): Promise<number> {
  const platform = await cli.lti.platforms.find(means);
  const jobs = await cli.openJobs();
  try {
    const circuits = createCircuits({ db: cli.db, now: cli.now });
    const outbox = createOutbox({ db: cli.db, jobs, now: cli.now, circuits });
    const number = await outbox.retryPlatform(platform.id, score);
    cli.say(
      number === 0
        ? `Nothing waits to be sent to ${platform.name}.`
        : `${number} on their way to ${platform.name}; a running server sends them now.`,
    );
    return 0;
  } finally {
    await jobs.stop();
  }
}

/** For looking only: nothing is queued through it. */
function outboxOf({ db, now }: CommandLine): Outbox {
  const jobs = {
    send: () => Promise.reject(new Error('the queue is not open in this command')),
  };
  return createOutbox({ db, jobs, now, circuits: createCircuits({ db, now }) });
}

function answerOf(status: number | null, answer: string | null): string {
  return [status, answer].filter((part) => part !== null && part !== '').join(' ');
}

function instant(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
