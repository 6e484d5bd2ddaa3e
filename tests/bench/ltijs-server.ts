/** ltijs in a process of its own: one registered platform, storage in memory, a page after a launch. */
import { createRequire } from 'node:module';
import { MemoryStore } from './memory-store.ts';

interface Platform {
  issuer: string;
  clientId: string;
  authUrl: string;
  tokenUrl: string;
  jwksUrl: string;
}

/** The part of ltijs that is used here; the package brings no types. */
interface Ltijs {
  setup(key: string, database: { plugin: MemoryStore }, options: Record<string, unknown>): void;
  onConnect(open: (token: unknown, request: unknown, response: Answer) => unknown): void;
  deploy(options: { serverless: true; silent: true }): Promise<unknown>;
  registerPlatform(platform: Record<string, unknown>): Promise<unknown>;
  app: { listen(port: number, host: string, ready: () => void): void };
}

interface Answer {
  type(name: string): Answer;
  send(text: string): unknown;
}

const { Provider } = createRequire(import.meta.url)('ltijs') as { Provider: Ltijs };

Provider.setup(
  'a key of the bench',
  { plugin: new MemoryStore() },
  {
    appRoute: '/',
    loginRoute: '/login',
    cookies: { secure: false, sameSite: '' },
  },
);
Provider.onConnect((_token, _request, response) =>
  response.type('html').send('<!doctype html><title>Opened</title>'),
);
await Provider.deploy({ serverless: true, silent: true });

process.on('message', (message: { platform: Platform; port: number }) => {
  void begin(message.platform, message.port);
});
process.on('disconnect', () => process.exit(0));
process.send?.('loaded');

async function begin(platform: Platform, port: number): Promise<void> {
  await Provider.registerPlatform({
    url: platform.issuer,
    name: 'Bench',
    clientId: platform.clientId,
    authenticationEndpoint: platform.authUrl,
    accesstokenEndpoint: platform.tokenUrl,
    authConfig: { method: 'JWK_SET', key: platform.jwksUrl },
  });
  Provider.app.listen(port, '127.0.0.1', () => process.send?.('ready'));
}
