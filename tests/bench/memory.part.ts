import { setTimeout as pause } from 'node:timers/promises';
import { startBenchPlatform } from './bench-platform.ts';
import { startBenchTool } from './bench-tool.ts';
import { launchMany } from './launch-load.ts';
import type { BenchPart } from './measure.ts';
import { residentMegabytes } from './process-facts.ts';

const PORTS = { platform: 4425, tool: 4426 };
const REST_MS = 30_000;
const LAUNCHES = 2_000;

/** Memory of the server's process, without its PostgreSQL. */
export const memoryPart: BenchPart = {
  title: 'Memory of the server process',
  conditions: `resident memory ${REST_MS / 1_000} s after the start, and after ${LAUNCHES} launches, 16 at once`,
  async run() {
    const platform = await startBenchPlatform(PORTS.platform, 50);
    const started = await startBenchTool(platform, PORTS.tool);
    try {
      await pause(REST_MS);
      const atRest = residentMegabytes(started.tool.pid);
      await launchMany(platform, started, { count: LAUNCHES, atOnce: 16 });
      const afterwards = residentMegabytes(started.tool.pid);
      return [
        { name: 'At rest', value: atRest, unit: 'MB', target: '≤ 150' },
        { name: `After ${LAUNCHES} launches`, value: afterwards, unit: 'MB' },
      ];
    } finally {
      await started.close();
      await platform.close();
    }
  },
};
