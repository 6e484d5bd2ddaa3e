/**
 * `npm run journeys -- --platform canvas`: every journey in a real Chromium, with the practice LMS
 * playing one platform; `--platform all`, and nothing at all, for each of them in turn. Words
 * after it choose files by a part of their name. Ends with a line for each platform.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  build,
  ensurePostgresUser,
  giveUp,
  has,
  installDependencies,
  installPackages,
  root,
} from './set-up.mjs';
import { chromium, runVitest } from './suite.mjs';

const { values, positionals } = parseArgs({
  options: { platform: { type: 'string', default: 'all' } },
  allowPositionals: true,
});
const known = readdirSync(join(root, 'lti-tool', 'practice-lms', 'platforms'))
  .map((name) => basename(name, '.ts'))
  .filter((name) => name !== 'platform' && name !== 'platforms');
const wanted = values.platform === 'all' ? known : values.platform.split(',');
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0)
  giveUp(`No platform is called ${unknown.join(', ')}. There are: all, ${known.join(', ')}.`);

await installDependencies();
const missing = await installPackages(
  [!has('ffmpeg') && 'ffmpeg', !chromium() && 'chromium', !has('openssl') && 'openssl'].filter(
    Boolean,
  ),
);
if (missing.length > 0)
  giveUp(`The journeys need these packages, which could not be installed: ${missing.join(', ')}.`);
ensurePostgresUser();
await build();

const lines = [];
let isFine = true;
for (const platform of wanted) {
  const started = Date.now();
  const { words, passed, failed } = await runVitest(`journeys on ${platform}`, 'journeys', {
    only: positionals,
    variables: { JOURNEY_PLATFORM: platform },
  });
  const minutes = ((Date.now() - started) / 60_000).toFixed(1);
  console.log(`\n— journeys on ${platform}\n${words}`);
  lines.push(`${platform}: ${passed} passed, ${failed} failed, ${minutes} min`);
  if (failed > 0) isFine = false;
}
console.log(`\n${lines.join('\n')}`);
process.exit(isFine ? 0 : 1);
