import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { balanceTerritories, type balanceTerritoriesAsync } from '../../src/balance/balanceTerritories.js';
import { connect } from '../../src/worker/connect.js';
import type { Port } from '../../src/worker/port.js';
import { sampleProblem } from './support.js';

const src = fileURLToPath(new URL('../../src/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-worker-'));
const file = join(folder, 'worker.mjs');

interface Tasks {
  readonly [name: string]: (input: never, options?: never) => Promise<unknown>;
  readonly balanceTerritories: typeof balanceTerritoriesAsync;
  readonly die: (input: null) => Promise<never>;
}

beforeAll(async () => {
  const contents = `
    import { parentPort } from 'node:worker_threads';
    import { balanceTerritoriesAsync } from '${src}balance/index.ts';
    import { serve } from '${src}worker/index.ts';
    serve(parentPort, { balanceTerritories: balanceTerritoriesAsync, die: async () => process.exit(3) });
  `;
  const stdin = { contents, resolveDir: src, loader: 'ts' as const };
  await build({ stdin, bundle: true, format: 'esm', platform: 'node', outfile: file, logLevel: 'error' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a worker thread of Node', () => {
  it('gives the same plan, and ends soon after an abort', async () => {
    const worker = new Worker(file);
    const engine = connect<Tasks>(worker as Port);
    const problem = sampleProblem(2000, 12);
    expect(await engine.call('balanceTerritories', problem)).toEqual(balanceTerritories(problem));

    const controller = new AbortController();
    let abortedAt = Number.NaN;
    const result = await engine.call('balanceTerritories', problem, {
      cycles: 1e6,
      signal: controller.signal,
      onProgress: ({ phase }) => {
        if (phase !== 'improve' || !Number.isNaN(abortedAt)) return;
        abortedAt = performance.now();
        controller.abort();
      },
    });
    // A busy machine may keep the thread waiting, so the limit is wide: without the abort it would run for hours.
    expect(performance.now() - abortedAt).toBeLessThan(2000);
    expect(result.stopCause).toBe('abort');
    engine.close();
    await worker.terminate();
  });

  it('that dies rejects the call with its exit code', async () => {
    const worker = new Worker(file);
    const engine = connect<Tasks>(worker as Port);
    await expect(engine.call('die', null)).rejects.toThrow('the other end sent exit with code 3');
  });
});
