/**
 * The package as a stranger gets it: packed, installed into an empty project, and there imported, required,
 * type-checked under two kinds of resolution and run in a browser's module worker, every entry each time.
 *
 * Expects `dist`. The browser is $CHROMIUM, or the first of a few usual names on the PATH; without one that
 * part is skipped with a line that says so, unless SMOKE_NEEDS_BROWSER is set.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import ts from 'typescript';
import { findBrowser } from './findBrowser.mjs';
import { entries, root } from './rooms.mjs';

const project = mkdtempSync(join(tmpdir(), 'bailiwick-smoke-'));
try {
  install();
  const names = importInNode();
  requireInNode(names);
  typeCheck(names);
  await runInBrowser(names);
  console.log('smoke test passed');
} finally {
  rmSync(project, { recursive: true, force: true });
}

function run(command, args, cwd) {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function write(name, text) {
  writeFileSync(join(project, name), text);
}

function install() {
  const tarball = run('npm', ['pack', '--silent', '--pack-destination', project], root).trim();
  const files = run('tar', ['-tzf', join(project, tarball)])
    .trim()
    .split('\n')
    .map((file) => file.replace('package/', ''));
  const strange = files.filter(
    (file) => !/^(dist\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(file),
  );
  if (strange.length > 0) throw new Error(`the tarball holds ${strange.join(', ')}`);
  const testLike = files.filter((file) => /\.(test|bench)\b|fixtures/.test(file));
  if (testLike.length > 0) throw new Error(`the tarball holds ${testLike.join(', ')}`);
  write('package.json', JSON.stringify({ name: 'consumer', private: true, version: '0.0.0' }));
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefer-offline', `./${tarball}`], project);
  console.log(`installed ${tarball}, ${files.length} files`);
}

/** Imports every entry in one process and returns the names that each exports. */
function importInNode() {
  write(
    'import.mjs',
    `const found = {};
for (const entry of ${JSON.stringify(entries)}) found[entry] = Object.keys(await import(entry)).sort();
console.log(JSON.stringify(found));`,
  );
  const names = JSON.parse(run(process.execPath, ['import.mjs'], project));
  console.log(`import: ${entries.map((entry) => `${entry} ${names[entry].length}`).join(', ')}`);
  return names;
}

function requireInNode(names) {
  write(
    'require.cjs',
    `const found = {};
for (const entry of ${JSON.stringify(entries)}) found[entry] = Object.keys(require(entry)).filter((name) => name !== '__esModule').sort();
console.log(JSON.stringify(found));`,
  );
  const found = JSON.parse(
    run(process.execPath, ['--disable-warning=ExperimentalWarning', 'require.cjs'], project),
  );
  expectSame(found, names, 'require');
  console.log('require: the same names');
}

/** Compiles a file that uses every entry; types of the package must hold without `skipLibCheck`. */
function typeCheck(names) {
  const lines = entries.map((entry, i) => `import * as m${i} from '${entry}';`);
  // Without types an import would be `any`, and this line would compile for every name.
  const guards = entries.map(
    (entry, i) => `// @ts-expect-error ${entry} has no such export\nm${i}.noSuchExport;`,
  );
  const uses = entries.flatMap((entry, i) =>
    names[entry].map((name) => `export const _${i}_${name}: unknown = m${i}.${name};`),
  );
  write('consumer.mts', [...lines, ...guards, ...uses].join('\n'));
  const common = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    types: [],
    typeRoots: [],
  };
  const kinds = {
    nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
    bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  };
  for (const [kind, options] of Object.entries(kinds)) {
    const program = ts.createProgram([join(project, 'consumer.mts')], { ...common, ...options });
    const ours = ts.getPreEmitDiagnostics(program).filter(({ file }) => {
      return file === undefined || !/node_modules\/(?!bailiwick\/)/.test(file.fileName);
    });
    const text = ts.formatDiagnostics(ours, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => project,
      getNewLine: () => '\n',
    });
    if (ours.length > 0) throw new Error(`types under ${kind}:\n${text}`);
    console.log(`types: ${kind} compiles`);
  }
}

/** Bundles a worker per entry, serves them, and lets each say which names it sees. */
async function runInBrowser(names) {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    if (process.env.SMOKE_NEEDS_BROWSER)
      throw new Error('no browser is installed, and SMOKE_NEEDS_BROWSER is set');
    console.log('browser: SKIPPED, no Chromium is installed (set CHROMIUM to its path)');
    return;
  }
  const site = join(project, 'site');
  mkdirSync(site);
  for (const [i, entry] of entries.entries()) {
    write(`worker${i}.mjs`, `import * as all from '${entry}';\npostMessage(Object.keys(all).sort());`);
  }
  await build({
    absWorkingDir: project,
    entryPoints: entries.map((_, i) => `worker${i}.mjs`),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    outdir: site,
    logLevel: 'error',
  });
  const server = createServer((request, response) => {
    const name = request.url.slice(1);
    const isScript = readdirSync(site).includes(name);
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? readFileSync(join(site, name)) : '<!doctype html><title>smoke</title>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const flags =
    '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
  const browser = await chromium.launch({ executablePath, headless: true, args: flags.split(' ') });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const found = {};
    for (const [i, entry] of entries.entries()) {
      found[entry] = await page.evaluate(
        (script) =>
          new Promise((resolve, reject) => {
            const worker = new Worker(script, { type: 'module' });
            worker.onmessage = ({ data }) => resolve(data);
            worker.onerror = ({ message }) => reject(new Error(`${script}: ${message}`));
            setTimeout(() => reject(new Error(`${script}: no answer in 20 s`)), 20_000);
          }),
        `/worker${i}.js`,
      );
    }
    expectSame(found, names, 'the browser');
    console.log(`browser: ${browser.version()}, ${entries.length} entries in module workers`);
  } finally {
    await browser.close();
    server.close();
  }
}

function expectSame(found, names, where) {
  for (const entry of entries) {
    if (JSON.stringify(found[entry]) !== JSON.stringify(names[entry])) {
      throw new Error(`${entry} exports ${found[entry]} in ${where}, but ${names[entry]} to import`);
    }
  }
}
