/**
 * What an import costs, minified and gzipped with its dependencies, measured on the built package.
 *
 * Four checks: the budgets below, of entries and of single functions; an import through the front door or through shared chunks weighs no more
 * than the same import bundled from the sources (nothing unused comes along); the table in README.md agrees.
 *
 *     node scripts/size.mjs           measure and check
 *     node scripts/size.mjs --write   measure, check the budgets and update the table in README.md
 *     node scripts/size.mjs --all     also list every exported function
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { rooms, root } from './rooms.mjs';

/** Bytes after gzip. The first is a promise of the design; the others are tuned to what is there. */
const budgets = {
  "import { allocateQuota } from 'bailiwick/quota'": 3072,
  "import { balanceTerritories } from 'bailiwick/balance'": 87_000,
  'bailiwick/balance': 116_000,
  'bailiwick/core': 5000,
  'bailiwick/model': 45_000,
  'bailiwick/segment': 60_000,
  'bailiwick/geo': 20_000,
  'bailiwick/quota': 28_800,
  'bailiwick/kpi': 33_400,
  'bailiwick/plan': 99_600,
  'bailiwick/io': 90_000,
  'bailiwick/worker': 3000,
  bailiwick: 306_100,
};

/**
 * Bytes after gzip of any one function of these rooms, 6 KB: a page that shows one number should not carry a room. The regression
 * is on its own: it carries the matrix library.
 */
const functionBudget = {
  rooms: ['segment', 'quota', 'kpi'],
  bytes: 6144,
  onTheirOwn: { regressPotential: 25_000 },
};

/**
 * How much the built package may exceed the same import from source: 3 %, and 550 bytes of module glue.
 */
const allowance = (bytes) => bytes * 1.03 + 550;

/** The README may lag behind by this share before the check fails. */
const readmeTolerance = 0.05;

const failures = [];
const named = await listFunctions();
const whole = (entry) => ({ key: entry, code: `import * as all from '${entry}'; globalThis.all = all;` });
const single = (name, entry) => ({
  key: `import { ${name} } from '${entry}'`,
  code: `import { ${name} } from '${entry}'; globalThis.one = ${name};`,
});
const fromRooms = named.map(({ name, room }) => single(name, `bailiwick/${room}`));
const fromFront = named.filter(({ inFront }) => inFront).map(({ name }) => single(name, 'bailiwick'));
const entries = ['bailiwick', ...rooms.map((room) => `bailiwick/${room}`)].map(whole);

const built = await measure([...entries, ...fromRooms, ...fromFront], {});
const sources = await measure(fromRooms, {
  alias: Object.fromEntries([
    ...rooms.map((room) => [`bailiwick/${room}`, `${root}src/${room}/index.ts`]),
    ['bailiwick', `${root}src/index.ts`],
  ]),
});

const table = checkBudgets();
checkFunctions();
checkNothingUnused();
checkReadme(process.argv.includes('--write'));
if (process.argv.includes('--all')) {
  for (const { key } of fromRooms) console.log(`${String(built.get(key)).padStart(8)}  ${key}`);
}
for (const failure of failures) console.error(`FAILED ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** Every function that a room exports, and whether the front door has it too. */
async function listFunctions() {
  const load = async (file) => import(new URL(`../dist/${file}`, import.meta.url).href);
  const front = await load('index.js');
  const lists = rooms.map(async (room) => {
    const all = Object.entries(await load(`${room}/index.js`));
    return all
      .filter(([, value]) => typeof value === 'function')
      .map(([name, value]) => ({ name, room, inFront: front[name] === value }));
  });
  return (await Promise.all(lists)).flat();
}

/** Gzipped bytes by key; all imports are bundled in one run, each into a file of its own. */
async function measure(imports, options) {
  if (imports.length === 0) return new Map();
  const result = await build({
    ...options,
    entryPoints: imports.map((_, i) => ({ in: `size:${i}`, out: String(i) })),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    outdir: 'sizes',
    logLevel: 'error',
    plugins: [
      {
        name: 'imports',
        setup(bundler) {
          bundler.onResolve({ filter: /^size:/ }, ({ path }) => ({ path, namespace: 'size' }));
          bundler.onLoad({ filter: /./, namespace: 'size' }, ({ path }) => ({
            contents: imports[Number(path.slice('size:'.length))].code,
            resolveDir: fileURLToPath(new URL('..', import.meta.url)),
          }));
        },
      },
    ],
  });
  return new Map(
    result.outputFiles.map((file) => {
      const i = Number(/(\d+)\.js$/.exec(file.path)[1]);
      return [imports[i].key, gzipSync(file.contents, { level: 9 }).length];
    }),
  );
}

function checkBudgets() {
  const width = Math.max(...Object.keys(budgets).map((key) => key.length));
  const rows = [];
  for (const [key, budget] of Object.entries(budgets)) {
    const bytes = built.get(key);
    if (bytes === undefined) {
      const [, name, room] = /^import \{ (\w+) \} from 'bailiwick\/(\w+)'$/.exec(key) ?? [];
      if (named.some((one) => one.room === room)) failures.push(`${room} does not export ${name}`);
      console.log(
        `${key.padEnd(width)}  ${'-'.padStart(8)} of ${String(budget).padStart(7)} bytes, not written yet`,
      );
      continue;
    }
    console.log(`${key.padEnd(width)}  ${String(bytes).padStart(8)} of ${String(budget).padStart(7)} bytes`);
    if (bytes >= budget) failures.push(`${key} weighs ${bytes} bytes, its budget is ${budget}`);
    rows.push({ key, bytes });
  }
  for (const room of rooms) {
    if (budgets[`bailiwick/${room}`] === undefined) failures.push(`bailiwick/${room} has no budget`);
  }
  return rows;
}

function checkFunctions() {
  let heaviest = { key: '', bytes: 0 };
  for (const { name, room } of named) {
    if (!functionBudget.rooms.includes(room)) continue;
    const { key } = single(name, `bailiwick/${room}`);
    const bytes = built.get(key);
    const own = functionBudget.onTheirOwn[name];
    const budget = own ?? functionBudget.bytes;
    if (own === undefined && bytes > heaviest.bytes) heaviest = { key, bytes };
    if (own !== undefined) console.log(`on its own: ${key}, ${bytes} of ${own} bytes`);
    if (bytes > budget) failures.push(`${key} weighs ${bytes} bytes, its budget is ${budget}`);
  }
  console.log(
    `the heaviest function of ${functionBudget.rooms.join(', ')}: ${heaviest.key}, ${heaviest.bytes} bytes`,
  );
}

function checkNothingUnused() {
  let checked = 0;
  const compare = (key, bytes, reference, what) => {
    checked++;
    if (bytes > allowance(reference)) {
      failures.push(`${key} weighs ${bytes} bytes ${what}: something unused comes along`);
    }
  };
  for (const { name, room, inFront } of named) {
    const key = single(name, `bailiwick/${room}`).key;
    compare(key, built.get(key), sources.get(key), `built and ${sources.get(key)} from source`);
    if (!inFront) continue;
    const frontKey = single(name, 'bailiwick').key;
    compare(frontKey, built.get(frontKey), sources.get(key), `and ${sources.get(key)} from its own room`);
  }
  console.log(`${checked} imports of one function compared with the same from source`);
}

function checkReadme(shouldWrite) {
  const file = `${root}README.md`;
  const begin = '<!-- sizes:start -->';
  const end = '<!-- sizes:end -->';
  if (!existsSync(file)) {
    console.log('there is no README.md yet, so no table to compare');
    return;
  }
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) {
    failures.push(`README.md has no table of sizes between ${begin} and ${end}`);
    return;
  }
  if (shouldWrite) {
    // Padded as the formatter pads.
    const heading = 'minified and gzipped';
    const width = Math.max(...table.map(({ key }) => key.length + 2));
    const line = (left, right) => `| ${left.padEnd(width)} | ${right.padStart(heading.length)} |`;
    const rows = table.map(({ key, bytes }) => line(`\`${key}\``, `${(bytes / 1000).toFixed(1)} kB`));
    const rule = `| ${'-'.repeat(width)} | ${'-'.repeat(heading.length - 1)}: |`;
    const lines = [begin, line('entry', heading), rule, ...rows, end];
    writeFileSync(file, text.slice(0, from) + lines.join('\n') + text.slice(to + end.length));
    console.log('wrote the table of README.md');
    return;
  }
  const printed = new Map(
    [...text.slice(from, to).matchAll(/^\| `(.+?)` +\| +([\d.]+) kB \|$/gm)].map(([, key, kilobytes]) => [
      key,
      Number(kilobytes) * 1000,
    ]),
  );
  for (const { key, bytes } of table) {
    const claimed = printed.get(key);
    // A table in tenths of a kilobyte cannot be nearer than half a tenth.
    const isNear =
      claimed !== undefined && Math.abs(claimed - bytes) <= Math.max(50, bytes * readmeTolerance);
    if (!isNear)
      failures.push(
        `README.md says ${claimed ?? 'nothing'} for ${key}, measured ${bytes}: npm run size -- --write`,
      );
  }
}
