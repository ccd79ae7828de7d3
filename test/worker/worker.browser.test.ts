import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../src/balance/balanceTerritories.js';
import { findBrowser } from '../support/findBrowser.js';
import { sampleProblem } from './support.js';

const executablePath = findBrowser();
if (executablePath === undefined) console.log('worker in a browser: SKIPPED, no Chromium is installed');

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A script for the browser, made from sources of this repository. */
async function bundle(contents: string): Promise<string> {
  const stdin = { contents, resolveDir: root, loader: 'ts' as const };
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    format: 'iife',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

const workerSource = `
  import { balanceTerritoriesAsync } from './src/balance/index.ts';
  import { serve } from './src/worker/index.ts';
  serve(self, { balanceTerritories: balanceTerritoriesAsync });
`;

const pageSource = `
  import { sampleProblem } from './test/worker/support.ts';
  import { connect } from './src/worker/index.ts';

  function start() {
    const url = URL.createObjectURL(new Blob([globalThis.workerScript], { type: 'text/javascript' }));
    const worker = new Worker(url);
    return { worker, engine: connect(worker) };
  }

  globalThis.solve = async () => {
    const { worker, engine } = start();
    const result = await engine.call('balanceTerritories', sampleProblem(1000, 8), { seed: 2 });
    worker.terminate();
    return { assignment: [...result.assignment], cost: result.cost };
  };

  globalThis.abort = async () => {
    const { worker, engine } = start();
    const controller = new AbortController();
    let abortedAt = 0;
    const onProgress = ({ phase }) => {
      if (phase !== 'improve' || abortedAt > 0) return;
      abortedAt = performance.now();
      controller.abort();
    };
    const options = { cycles: 1e6, signal: controller.signal, onProgress };
    const result = await engine.call('balanceTerritories', sampleProblem(2000, 12), options);
    const waitedMs = performance.now() - abortedAt;
    worker.terminate();
    return { stopCause: result.stopCause, waitedMs };
  };

  globalThis.fail = async () => {
    const { worker, engine } = start();
    const error = await engine.call('balanceTerritories', sampleProblem(10, 2), { cycles: -1 }).catch((caught) => caught);
    worker.terminate();
    return { name: error.name, fields: error.issues.map(({ field }) => field) };
  };
`;

describe.skipIf(executablePath === undefined)('a web worker', { timeout: 120_000 }, () => {
  let browser: Browser;
  let run: (name: 'solve' | 'abort' | 'fail') => Promise<unknown>;

  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath, args });
    const page = await browser.newPage();
    await page.evaluate(`globalThis.workerScript = ${JSON.stringify(await bundle(workerSource))}`);
    await page.addScriptTag({ content: await bundle(pageSource) });
    run = (name) => page.evaluate(`globalThis.${name}()`);
  }, 60_000);

  afterAll(() => browser?.close());

  it('gives the same plan as the function in Node', async () => {
    const { assignment, cost } = balanceTerritories(sampleProblem(1000, 8), { seed: 2 });
    expect(await run('solve')).toEqual({ assignment: [...assignment], cost });
  });

  it('hears an abort while it works', async () => {
    const { stopCause, waitedMs } = (await run('abort')) as { stopCause: string; waitedMs: number };
    expect(stopCause).toBe('abort');
    expect(waitedMs).toBeLessThan(2000);
    console.log(`a web worker hears an abort within ${waitedMs.toFixed(0)} ms`);
  });

  it('fails with the class and the issues of the error', async () => {
    expect(await run('fail')).toEqual({ name: 'OptionsError', fields: ['cycles'] });
  });
});
