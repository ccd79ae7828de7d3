/**
 * Solves the problems of problems.mjs on the built package in Node (V8), headless Chromium (V8 with other flags) and Bun
 * (JavaScriptCore). Chromium is $CHROMIUM or on the PATH, Bun is $BUN or on the PATH.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { findBrowser } from '../findBrowser.mjs';

/**
 * What each runtime found.
 *
 * @returns a list of `{ runtime, version, found }`, Node first: `found` has a text for each problem, by its name, and is
 * `null` where the runtime is not installed
 */
export async function collectAnswers() {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-same-bytes-'));
  try {
    const bundle = join(folder, 'problems.mjs');
    await build({
      entryPoints: [fileURLToPath(new URL('problems.mjs', import.meta.url))],
      bundle: true,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      outfile: bundle,
      logLevel: 'error',
    });
    return [
      runWith('Node', process.execPath, bundle),
      await runInChromium(findBrowser(), bundle),
      runWith('Bun', findBun(), bundle),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function findBun() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [process.env.BUN ?? '', ...folders.map((folder) => join(folder, 'bun'))];
  return candidates.find((path) => path !== '' && existsSync(path));
}

function runWith(runtime, program, bundle) {
  if (program === undefined) return { runtime, version: null, found: null };
  const run = (argument) => execFileSync(program, [argument], { encoding: 'utf8' }).trim();
  return { runtime, version: run('--version'), found: JSON.parse(run(bundle)) };
}

async function runInChromium(executablePath, bundle) {
  const runtime = 'Chromium';
  if (executablePath === undefined) return { runtime, version: null, found: null };
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath, headless: true, args });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: readFileSync(bundle, 'utf8'), type: 'module' });
    await page.waitForFunction('globalThis.sameBytes !== undefined', undefined, { timeout: 120_000 });
    return { runtime, version: browser.version(), found: await page.evaluate('globalThis.sameBytes') };
  } finally {
    await browser.close();
  }
}
