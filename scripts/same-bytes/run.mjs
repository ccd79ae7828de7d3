/**
 * Whether the same input, options and seed give the same bytes in every runtime: solves the problems of problems.mjs
 * on the built package in Node (V8), headless Chromium (V8 with other flags) and Bun (JavaScriptCore), and compares.
 *
 * Chromium is $CHROMIUM or on the PATH, Bun is $BUN or on the PATH; one that is missing is skipped with a line that says
 * so. Fails where two runtimes differ.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-same-bytes-'));
const bundle = join(folder, 'problems.mjs');

try {
  await build({
    entryPoints: [fileURLToPath(new URL('problems.mjs', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    outfile: bundle,
    logLevel: 'error',
  });
  const answers = {
    Node: runWith(process.execPath),
    Chromium: await runInChromium(
      find('CHROMIUM', ['chromium', 'chromium-browser', 'google-chrome', 'chrome']),
    ),
    Bun: runWith(find('BUN', ['bun'])),
  };
  compare(answers);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Path of a program: the variable's, or the first name on the PATH. */
function find(variable, names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((path) => join(path, name)));
  return [process.env[variable] ?? '', ...candidates].find((path) => path !== '' && existsSync(path));
}

function runWith(program) {
  if (program === undefined) return undefined;
  return JSON.parse(execFileSync(program, [bundle], { encoding: 'utf8' }));
}

async function runInChromium(executablePath) {
  if (executablePath === undefined) return undefined;
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath, headless: true, args });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: readFileSync(bundle, 'utf8'), type: 'module' });
    await page.waitForFunction('globalThis.sameBytes !== undefined', undefined, { timeout: 120_000 });
    return await page.evaluate('globalThis.sameBytes');
  } finally {
    await browser.close();
  }
}

function compare(answers) {
  const found = Object.entries(answers).filter(([, answer]) => answer !== undefined);
  for (const name of Object.keys(answers)) {
    if (answers[name] === undefined) console.log(`${name}: SKIPPED, it is not installed`);
  }
  let differing = 0;
  for (const problem of Object.keys(answers.Node)) {
    const isSame = found.every(([, answer]) => answer[problem] === answers.Node[problem]);
    if (!isSame) differing++;
    console.log(`${isSame ? 'same' : 'DIFFERS'}  ${problem}: ${isSame ? answers.Node[problem] : ''}`);
    if (!isSame) for (const [name, answer] of found) console.log(`         ${name}: ${answer[problem]}`);
  }
  const problems = Object.keys(answers.Node).length;
  console.log(
    `${problems - differing} of ${problems} problems: the same bytes in ${found.map(([name]) => name).join(', ')}`,
  );
  if (differing > 0) process.exitCode = 1;
}
