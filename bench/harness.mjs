/**
 * What every bench shares: runs over several seeds, CPU seconds beside quality, one table and one file.
 *
 * A bench compares methods in the same run: the machine's speed cancels in the ratios, so the ratios, not
 * the seconds, are what may be quoted.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
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
  await collectGarbage();
  const clock = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  return { result, cpuSeconds: cpuSecondsSince(before), wallSeconds: (performance.now() - clock) / 1e3 };
}

/** Ways of telling that threads are idle: so much CPU time, at the most, in so long. */
const IDLE_CPU_SECONDS = 0.001;
const IDLE_MILLISECONDS = 20;

/**
 * Collects garbage. `gc` leaves sweeping the heap to helper threads, 0.4 CPU s for 2 GB, which would be counted among those
 * of the call that follows: this waits until they are idle.
 */
async function collectGarbage() {
  if (!globalThis.gc) return;
  globalThis.gc();
  for (let isIdle = false; !isIdle; ) {
    const before = process.cpuUsage();
    await sleep(IDLE_MILLISECONDS);
    isIdle = cpuSecondsSince(before) <= IDLE_CPU_SECONDS;
  }
}

function cpuSecondsSince(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/**
 * Calls of {@link measureSettled} at the most, and the CPU seconds after which it makes no further one: an engine has
 * compiled what is called for after about eight.
 */
const SETTLED_CALLS = 15;
const SETTLED_SECONDS = 4;

/**
 * Result and median CPU seconds of some calls in a row. Engines drop compiled code when they collect garbage, so that
 * a call after another method's work pays for compiling again; the calls after it do not.
 */
export async function measureSettled(work) {
  const first = await measureOnce(work);
  const seconds = [first.cpuSeconds];
  while (seconds.length < SETTLED_CALLS && seconds.reduce((sum, each) => sum + each) < SETTLED_SECONDS) {
    const before = process.cpuUsage();
    await work();
    seconds.push(cpuSecondsSince(before));
  }
  return { result: first.result, cpuSeconds: median(seconds) };
}

/** Median CPU seconds of so many calls of a function: what one costs once the code is compiled. */
export function measureWarm(work, repeats) {
  const seconds = Array.from({ length: repeats }, () => {
    const before = process.cpuUsage();
    work();
    return cpuSecondsSince(before);
  });
  return median(seconds);
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
 * The record of one row of a bench, measured in a process of its own, which makes its input, as in a script that calls one
 * or two functions: code compiled for other functions and heaps that they left are no caller's, and make some 1.3 to 1.8
 * times as slow.
 *
 * @param bench - name of the bench, which exports `measureRow(name, seed, count)`
 */
export function measureAlone(bench, name, seed, count) {
  const child = fileURLToPath(new URL('./row.child.mjs', import.meta.url));
  const call = ['--expose-gc', child, bench, name, String(seed), String(count)];
  return JSON.parse(execFileSync(process.execPath, call, { encoding: 'utf8' }));
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

/** CPU seconds that one call may take on the largest inputs. */
const WANTED_SECONDS = 3;

/**
 * The figure of a room whose bench times every function on its largest input: the slowest of them, median over the seeds,
 * beside a yardstick in the same run, since seconds depend on the machine.
 *
 * @param records - those of the largest input; none where it was not run
 * @param room - name of the room
 * @param rows - what the largest input is, in words
 * @param yardstick - name of the method that is no function of the room
 * @param tried - what was done for speed, in words
 */
export function slowestFigure(records, { room, rows, yardstick, tried }) {
  const work = `${room}: every function on ${rows}`;
  const wanted = `at most ${WANTED_SECONDS} CPU s`;
  if (records.length === 0) return { work, wanted, measured: 'not run at this size', isReached: null };
  const byTime = summarise(records).sort((a, b) => b.cpuSeconds - a.cpuSeconds);
  const slowest = byTime.find(({ method }) => method !== yardstick);
  const plain = byTime.find(({ method }) => method === yardstick);
  const ratio = slowest.cpuSeconds / plain.cpuSeconds;
  return {
    work,
    wanted,
    measured: `${slowest.cpuSeconds.toFixed(2)} CPU s, the slowest: ${slowest.method}`,
    isReached: slowest.cpuSeconds <= WANTED_SECONDS,
    tried,
    obstacle: `making, and collecting, what there is one of for each row. ${ratio.toFixed(1)} times ${yardstick} in the same run (${plain.cpuSeconds.toFixed(2)} CPU s).`,
  };
}

/** Name of {@link mapOfIds} in tables. */
export const MAP_OF_IDS = 'yardstick: a Map of 1,000,000 ids, made and read once';

/** Makes and reads a plain Map of as many ids. */
export function mapOfIds(count) {
  const rowOf = new Map();
  for (let i = 0; i < count; i++) rowOf.set(`a${i}`, i);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += rowOf.get(`a${i}`);
  return sum;
}

/** The middle value; the mean of the two middle ones for an even count. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Cells of rows as a table of texts, the columns' names first; numbers have four significant digits. A column without a
 * value in any row is left out.
 */
export function tableCells(rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((column) =>
    rows.some((row) => showCell(row[column]) !== NO_VALUE),
  );
  return [columns, ...rows.map((row) => columns.map((column) => showCell(row[column])))];
}

const NO_VALUE = '–';

function showCell(value) {
  if (value === undefined || value === null || Number.isNaN(value)) return NO_VALUE;
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

const folder = `${root}bench/results/`;

/** Removes what an earlier run of a bench wrote. */
export function removeResults(name) {
  rmSync(`${folder}${name}.json`, { force: true });
}

/** Writes what was measured to `bench/results/<name>.json`, with the machine that measured it. */
export function writeResults(name, results) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify({ name, ...results }, null, 2)}\n`);
}
