import { parseArgs, type ParseArgsConfig } from 'node:util';
import { openCommandLine, type CommandLine } from './cli/command-line.ts';
import { doctor } from './cli/doctor.ts';
import { CommandError } from './cli/command-error.ts';
import {
  INVITATION_OPTIONS,
  invite,
  listInvitations,
  revokeInvitation,
} from './cli/invitation-commands.ts';
import { listKeys, rotateKeys } from './cli/key-commands.ts';
import { LAUNCH_OPTIONS, listLaunches } from './cli/launch-commands.ts';
import { operatorLink } from './cli/operator-commands.ts';
import { sendAgain, showOutbox } from './cli/outbox-commands.ts';
import { addPage, listPages, PAGE_OPTIONS, revokePage } from './cli/page-commands.ts';
import { addPlatform, listPlatforms, PLATFORM_OPTIONS } from './cli/platform-commands.ts';
import {
  activatePlatform,
  POLICY_OPTIONS,
  removePlatform,
  setPolicies,
  STATE_OPTIONS,
  suspendPlatform,
} from './cli/policy-commands.ts';
import { AppError } from './infra/app-error.ts';
import { ConfigError, readConfig } from './infra/config.ts';

const HELP = `What the operator of Lookfor can do here:

  platform add --name … --issuer … --client-id … --auth-url … --token-url … --jwks-url …
               --deployment … [--deployment …] [--institution …] [--token-audience …]
               [--frame-origin …]
                      register an LMS, or bring its registration up to date
  platform invite --name … [--institution …] [--issuer …] [--days …] [--activate]
                      an address with which an LMS registers itself, once
  platform invitations
                      every invitation and what became of it
  platform revoke <invitation>
                      take an invitation back
  platform list       every registration with its deployments
  platform activate <platform> [--deployment …] [--institution …]
  platform suspend <platform> [--deployment …]
                      switch a registration, or one deployment of it, on or off
  platform set <platform> [--name …] [--institution …] [--token-audience …]
               [--frame-origin …]
               [--unknown-deployments refuse|pending|activate]
               [--anonymous-launches refuse|read]
               [--viewer-name every-clip|clip-decides]
               [--role TeachingAssistant=lecturer] [--role institution:Staff=observer] …
                      what this registration decides for itself; --role …=usual takes one back
  platform remove <platform>
                      remove a registration from which nobody ever launched
                      (<platform>: its id, client id or name)
  operator link       an address that opens the operator's page, once, within ten minutes
  launches [--platform …] [--refused] [--last 30]
                      the last launches with their error codes, without names
  outbox [<platform>] marks that wait or were refused, with the LMS's own answers,
                      and the circuit breaker of each LMS
  outbox send-again <platform> [--score …]
                      close its breaker and send what has not arrived once more
  page add --origin https://… --institution …
                      let a page outside the LMS show clips (web-components/README.md)
  page list           the pages that may
  page revoke <page>  take one back, with its tokens
  keys list           the keys with which Lookfor signs
  keys rotate [--at-once]
                      let the next signing key sign, and publish another one
  doctor              look whether everything works, and say what does not

It works beside a running server on the same DATA_DIR or DATABASE_URL.
`;

/** Runs one command and answers with the exit code: 0 when it was done. */
async function run(words: readonly string[]): Promise<number> {
  const [noun = '', verb = '', ...rest] = words;
  const command = `${noun} ${verb}`.trim();
  switch (command) {
    case 'platform add': {
      const { values } = parseArgs({ args: rest, options: PLATFORM_OPTIONS });
      return withCommandLine((cli) => addPlatform(cli, values));
    }
    case 'platform list':
      return withCommandLine(listPlatforms);
    case 'platform invite': {
      const { values } = parseArgs({ args: rest, options: INVITATION_OPTIONS });
      return withCommandLine((cli) => invite(cli, values));
    }
    case 'platform invitations':
      return withCommandLine(listInvitations);
    case 'platform revoke': {
      const { named } = aboutOne(rest, {});
      return withCommandLine((cli) => revokeInvitation(cli, named));
    }
    case 'platform activate': {
      const { named, values } = aboutOne(rest, STATE_OPTIONS);
      return withCommandLine((cli) => activatePlatform(cli, named, values));
    }
    case 'platform suspend': {
      const { named, values } = aboutOne(rest, STATE_OPTIONS);
      return withCommandLine((cli) => suspendPlatform(cli, named, values));
    }
    case 'platform set': {
      const { named, values } = aboutOne(rest, POLICY_OPTIONS);
      return withCommandLine((cli) => setPolicies(cli, named, values));
    }
    case 'platform remove': {
      const { named } = aboutOne(rest, {});
      return withCommandLine((cli) => removePlatform(cli, named));
    }
    case 'page add': {
      const { values } = parseArgs({ args: rest, options: PAGE_OPTIONS });
      return withCommandLine((cli) => addPage(cli, values));
    }
    case 'page list':
      return withCommandLine(listPages);
    case 'page revoke': {
      const { named } = aboutOne(rest, {});
      return withCommandLine((cli) => revokePage(cli, named));
    }
    case 'keys rotate': {
      const { values } = parseArgs({ args: rest, options: { 'at-once': { type: 'boolean' } } });
      return withCommandLine((cli) => rotateKeys(cli, values['at-once']));
    }
    case 'operator link':
      return withCommandLine(operatorLink);
    case 'keys list':
      return withCommandLine(listKeys);
    case 'outbox send-again': {
      const { named, values } = aboutOne(rest, { score: { type: 'string', multiple: true } });
      return withCommandLine((cli) => sendAgain(cli, named, values));
    }
    case 'doctor':
      return withCommandLine(doctor);
    default:
      if (noun === 'launches') {
        const { values } = parseArgs({ args: words.slice(1), options: LAUNCH_OPTIONS });
        return withCommandLine((cli) => listLaunches(cli, values));
      }
      if (noun === 'outbox' && rest.length === 0) {
        return withCommandLine((cli) => showOutbox(cli, verb || undefined));
      }
      process.stdout.write(HELP);
      return command === '' || noun === 'help' || noun === '--help' ? 0 : 1;
  }
}

/** The options of a command about one thing, which is named before or after them. */
function aboutOne(
  words: readonly string[],
  options: NonNullable<ParseArgsConfig['options']>,
): { named: string; values: Record<string, unknown> } {
  const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
  const [named, ...more] = positionals;
  if (named === undefined || more.length > 0) {
    throw new CommandError('Say which one, once: by its id or name (platform list).');
  }
  return { named, values };
}

async function withCommandLine(work: (cli: CommandLine) => Promise<number>): Promise<number> {
  const cli = await openCommandLine(readConfig(process.env));
  try {
    return await work(cli);
  } finally {
    await cli.close();
  }
}

/** What an operator can put right is said in one sentence; the rest keeps its stack. */
function wordsFor(error: unknown): string {
  if (error instanceof CommandError || error instanceof ConfigError) return error.message;
  if (error instanceof AppError) {
    const reason = error.details['reason'];
    return typeof reason === 'string' ? `Not done: ${reason}.` : error.message;
  }
  if (error instanceof TypeError && 'code' in error) return `${error.message}\n\n${HELP}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${wordsFor(error)}\n`);
  process.exitCode = 1;
}
