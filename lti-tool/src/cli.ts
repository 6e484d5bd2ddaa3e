import { parseArgs } from 'node:util';
import { openCommandLine, type CommandLine } from './cli/command-line.ts';
import { doctor } from './cli/doctor.ts';
import { CommandError } from './cli/command-error.ts';
import { addPlatform, listPlatforms, PLATFORM_OPTIONS } from './cli/platform-commands.ts';
import { AppError } from './infra/app-error.ts';
import { ConfigError, readConfig } from './infra/config.ts';

const HELP = `What the operator of Lookfor can do here:

  platform add --name … --issuer … --client-id … --auth-url … --token-url … --jwks-url …
               --deployment … [--deployment …] [--institution …] [--token-audience …]
                      register an LMS, or bring its registration up to date
  platform list       every registration with its deployments
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
    case 'keys rotate': {
      const { values } = parseArgs({ args: rest, options: { 'at-once': { type: 'boolean' } } });
      return withCommandLine(async ({ lti, say }) => {
        await lti.signingKeys.rotate(values['at-once']);
        say('Done. The new key signs from now on, and the one after it is published already.');
        return 0;
      });
    }
    case 'doctor':
      return withCommandLine(doctor);
    default:
      process.stdout.write(HELP);
      return command === '' || noun === 'help' || noun === '--help' ? 0 : 1;
  }
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
