/**
 * What every bench shares: runs over several seeds, CPU seconds beside quality, one table and one file.
 *
 * A bench compares methods in the same run: the machine's speed cancels in the ratios, so the ratios, not
 * the seconds, are what may be quoted.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

/** One line: processor, cores, memory, system, Node, and the versions of the named packages. */
export function describeMachine(packages = []) {
  const [cpu] = os.cpus();
  const versions = packages.map((name) => `${name} ${versionOf(name)}`);
  return [
    `${cpu?.model.trim() ?? os.arch()} x ${os.availableParallelism()}`,
    `${(os.totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `${os.type()} ${os.release()}`,
    `node ${process.versions.node}`,
    `bailiwick ${readManifest(root).version}`,
    ...versions,
  ].join(' · ');
}

function readManifest(folder) {
  return JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));
}

function versionOf(name) {
  return readManifest(`${root}node_modules/${name}/`).version;
}

/**
 * CPU seconds and result of one call. CPU time of the whole process, so that helper threads count too;
 * garbage of the call before is collected first where Node runs with --expose-gc.
 */
export async function measureOnce(work) {
  globalThis.gc?.();
  const clock = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuSeconds: (user + system) / 1e6, wallSeconds: (performance.now() - clock) / 1e3 };
}

/**
 * Runs each method on each seed, the methods taking turns so that a slow minute hits all of them.
 *
 * @param methods - `{ name, run(seed) }`, where `run` returns an object of numbers, the qualities
 * @param options - `seeds`: list of seeds; `warmups`: unmeasured rounds before, 1 by default
 * @returns one record per method and seed: `{ method, seed, cpuSeconds, wallSeconds, ...qualities }`
 */
export async function runMethods(methods, { seeds, warmups = 1 }) {
  for (let i = 0; i < warmups; i++) for (const { run } of methods) await run(seeds[0]);
  const records = [];
  for (const seed of seeds) {
    for (const { name, run } of methods) {
      const { result, cpuSeconds, wallSeconds } = await measureOnce(() => run(seed));
      records.push({ method: name, seed, cpuSeconds, wallSeconds, ...result });
    }
  }
  return records;
}

/**
 * One row per case and method: median over the seeds of every number in its records, and the median of the ratio of
 * CPU time to that of the case's first method on the same seed. Records without a `case` are all of one.
 */
export function summarise(records) {
  return [...groupBy(records, (record) => record.case)].flatMap(([name, ofCase]) => {
    const methods = groupBy(ofCase, (record) => record.method);
    const [first] = methods.values();
    const reference = new Map(first.map(({ seed, cpuSeconds }) => [seed, cpuSeconds]));
    return [...methods].map(([method, mine]) => {
      const columns = Object.keys(mine[0]).filter(
        (key) => typeof mine[0][key] === 'number' && key !== 'seed',
      );
      const ratios = mine.filter(({ seed }) => reference.has(seed));
      return {
        ...(name !== undefined && { case: name }),
        method,
        runs: mine.length,
        ...Object.fromEntries(columns.map((key) => [key, median(mine.map((record) => record[key]))])),
        cpuRatio: median(ratios.map(({ seed, cpuSeconds }) => cpuSeconds / reference.get(seed))),
      };
    });
  });
}

function groupBy(records, keyOf) {
  const groups = new Map();
  for (const record of records) {
    const key = keyOf(record);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(record);
  }
  return groups;
}

/** The middle value; the mean of the two middle ones for an even count. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Cells of rows as a table of texts, the columns' names first; numbers have four significant digits. */
export function tableCells(rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [columns, ...rows.map((row) => columns.map((column) => showCell(row[column])))];
}

function showCell(value) {
  if (value === undefined || value === null || Number.isNaN(value)) return '–';
  if (typeof value !== 'number') return String(value);
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const isPlain = Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6;
  return isPlain ? String(Number(value.toPrecision(4))) : value.toExponential(1);
}

/** Prints rows as a table, aligned to the right. */
export function printTable(title, rows) {
  const cells = tableCells(rows);
  const widths = cells[0].map((_, i) => Math.max(...cells.map((line) => line[i].length)));
  console.log(`\n${title}`);
  for (const line of cells) {
    console.log(
      line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '),
    );
  }
}

/** Writes what was measured to `bench/results/<name>.json`, with the machine that measured it. */
export function writeResults(name, results) {
  const folder = `${root}bench/results/`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify({ name, ...results }, null, 2)}\n`);
}
