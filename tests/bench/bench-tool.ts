import { rm } from 'node:fs/promises';
import { createLog } from '#server/infra/log';
import { openDatabase } from '#server/infra/database';
import { databaseUrl, newDataDir, registerPlatform } from '../support/tool-database.ts';
import { startTool, type ToolProcess } from '../support/tool-process.ts';
import type { BenchPlatform } from './bench-platform.ts';
import type { LaunchTarget } from './launch-load.ts';

/** Our built server with its durable PostgreSQL, which knows the platform. */
export interface BenchTool extends LaunchTarget {
  tool: ToolProcess;
  /** Gathers statistics, as PostgreSQL does by itself a minute after the first rows. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Starts dist/server/main.js on an empty folder, with so many web processes. */
export async function startBenchTool(
  platform: BenchPlatform,
  port: number,
  webProcesses = 1,
): Promise<BenchTool> {
  const dataDir = newDataDir();
  const tool = await startTool({
    ...{ dataDir, port },
    environment: {
      LOG_LEVEL: 'warn',
      PRIVATE_HOSTS: new URL(platform.issuer).host,
      WEB_PROCESSES: String(webProcesses),
    },
  });
  const { issuer, clientId, authUrl, tokenUrl, jwksUrl, deploymentId } = platform;
  await registerPlatform(dataDir, {
    ...{ name: 'Bench', issuer, clientId, authUrl, tokenUrl, jwksUrl },
    deploymentIds: [deploymentId],
  });
  return {
    tool,
    loginUrl: `${tool.baseUrl}/lti/login`,
    launchUrl: `${tool.baseUrl}/lti/launch`,
    cookie: '__Host-lti-known=1',
    isOpen: (page) => page.includes('id="lookfor-boot"'),
    read: ({ text }) => ({
      path: '/api/session',
      headers: [`Authorization: Bearer ${/"token":"([^"]+)"/.exec(text)?.[1] ?? ''}`],
    }),
    async settle() {
      const database = openDatabase(databaseUrl(dataDir), createLog('silent'), 1);
      try {
        await database.pool.query('ANALYZE');
      } finally {
        await database.close();
      }
    },
    async close() {
      await tool.kill('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
