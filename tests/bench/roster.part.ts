import { courseRoutes, type Course } from '#contract/launch';
import { callApi, httpCall } from '../support/http-launch.ts';
import { startBenchPlatform, type BenchPlatform, type BenchService } from './bench-platform.ts';
import { startBenchTool, type BenchTool } from './bench-tool.ts';
import type { BenchPart } from './measure.ts';

const PORTS = { platform: 4445, tool: 4446 };
const MEMBERS = 2_000;
/** Canvas gives no more. */
const PAGE = 50;
const AWAY_MS = 100;
const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

/** How long a lecturer waits for the roster of a large course. */
export const rosterPart: BenchPart = {
  title: 'Roster of a large course',
  conditions: `${MEMBERS} members, ${PAGE} to a page, each page ${AWAY_MS} ms away; into PostgreSQL, and read back`,
  async run() {
    const platform = await startBenchPlatform(PORTS.platform, AWAY_MS, serve);
    const started = await startBenchTool(platform, PORTS.tool);
    try {
      const token = await launchLecturer(platform, started);
      const first = await readRoster(started, token);
      const again = await readRoster(started, token);
      return [
        { name: 'Everybody is new', value: first / 1_000, unit: 's', target: '≤ 10' },
        { name: 'Everybody is known', value: again / 1_000, unit: 's', target: '≤ 10' },
      ];
    } finally {
      await started.close();
      await platform.close();
    }
  },
};

async function readRoster({ tool }: BenchTool, token: string): Promise<number> {
  const startedMs = performance.now();
  const course: Course = await callApi(tool.baseUrl, token, courseRoutes.readRoster, { body: {} });
  // A fast answer that leaves people out is no roster; the lecturer is one more.
  if (course.people.length !== MEMBERS + 1) throw new Error(`${course.people.length} people`);
  return performance.now() - startedMs;
}

async function launchLecturer(
  platform: BenchPlatform,
  { loginUrl, launchUrl, cookie = '', read }: BenchTool,
): Promise<string> {
  const login = new URL(loginUrl);
  login.search = new URLSearchParams({
    iss: platform.issuer,
    login_hint: 'lecturer',
    target_link_uri: launchUrl,
    client_id: platform.clientId,
  }).toString();
  const begun = await httpCall(login.href, { headers: { cookie } });
  const cookies = [begun.headers['set-cookie'] ?? []].flat().map((line) => line.split(';')[0]);
  const message = platform.answer(String(begun.headers['location']), launchUrl, {
    sub: 'lecturer',
    'https://purl.imsglobal.org/spec/lti/claim/roles': [`${MEMBERSHIP}#Instructor`],
    'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': {
      context_memberships_url: `${platform.issuer}/roster?page=1`,
    },
  });
  const { text } = await httpCall(launchUrl, {
    method: 'POST',
    headers: {
      cookie: [cookie, ...cookies].join('; '),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(message).toString(),
  });
  const [header = ''] = read({ path: '', cookie: '', text }).headers;
  return header.replace('Authorization: Bearer ', '');
}

function serve(path: string): BenchService | undefined {
  if (path === '/token')
    return { body: { access_token: 'bench', token_type: 'Bearer', expires_in: 3_600 } };
  const page = Number(/^\/roster\?page=(\d+)$/.exec(path)?.[1]);
  if (!page) return undefined;
  const members = Array.from({ length: PAGE }, (_, at) => {
    const number = (page - 1) * PAGE + at;
    return {
      user_id: `member-${number}`,
      name: `Participant ${number}`,
      email: `member-${number}@example.org`,
      roles: [`${MEMBERSHIP}#Learner`],
    };
  });
  const next = `<http://127.0.0.1:${PORTS.platform}/roster?page=${page + 1}>; rel="next"`;
  return { body: { members }, headers: page * PAGE < MEMBERS ? { link: next } : {} };
}
