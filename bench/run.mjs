/**
 * Runs the benches on the built package: all files `bench/*.bench.mjs`, or those that are named.
 *
 *     npm run bench                     all of them, then docs/benchmarks.md
 *     npm run bench -- quota books      bench/quota.bench.mjs and bench/books.bench.mjs
 *     npm run bench -- --seeds 2        fewer seeds than five; the tables say how many runs a row has
 *     npm run bench -- --quick          one seed and the small sizes; leaves docs/benchmarks.md alone
 *
 * A bench exports
 * - `title`, and optionally `packages`: peers from npm whose versions are printed;
 * - `run({ seeds, isQuick })`, which returns records `{ case?, method, seed, cpuSeconds, ...qualities }`, such as those of
 *   `runMethods`;
 * - optionally `figures(records)`: what the project wants to reach, as `{ work, wanted, measured, isReached, tried?,
 *   obstacle? }`; the last two are texts, shown where it is not reached: what was tried and what stands in the way. A figure
 *   that the records cannot answer, since a peer is missing, has `isReached: null` and says so in `measured`.
 *
 * What was measured is written to `bench/results/NAME.json`.
 */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describeMachine, printTable, removeResults, summarise, writeResults } from './harness.mjs';
import { writeReport } from './report.mjs';

/** Enough for a median that one outlier does not move. */
const allSeeds = [1, 2, 3, 4, 5];

const folder = new URL('./', import.meta.url);
const all = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.mjs'))
  .map((name) => name.replace('.bench.mjs', ''))
  .sort();
const { values, positionals: wanted } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, seeds: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`no bench named ${unknown.join(', ')}; there are: ${all.join(', ')}`);
  process.exit(1);
}
const isQuick = values.quick;
const count = Number(values.seeds);
if (!(Number.isInteger(count) && count >= 1 && count <= allSeeds.length)) {
  console.error(`--seeds should be a whole number from 1 to ${allSeeds.length}, but is "${values.seeds}"`);
  process.exit(1);
}
const seeds = allSeeds.slice(0, isQuick ? 1 : count);
for (const name of wanted.length > 0 ? wanted : all) {
  const bench = await import(new URL(`${name}.bench.mjs`, folder).href);
  const machine = describeMachine(bench.packages);
  let records;
  let figures;
  try {
    records = await bench.run({ seeds, isQuick });
    figures = bench.figures?.(records) ?? [];
  } catch (error) {
    // The others can still be measured; what an older version left must not stand for this one.
    console.error(`\n${name} failed: ${error.stack}`);
    if (!isQuick) removeResults(name);
    process.exitCode = 1;
    continue;
  }
  console.log(`\n${machine}`);
  printTable(bench.title, summarise(records));
  for (const { work, wanted, measured, isReached } of figures) {
    console.log(`${nameOutcome(isReached).padEnd(11)}  ${work}: wanted ${wanted}; measured ${measured}`);
  }
  if (!isQuick) writeResults(name, { title: bench.title, machine, figures, records });
}
if (!isQuick) writeReport();

function nameOutcome(isReached) {
  return isReached === null ? 'unknown' : isReached ? 'reached' : 'NOT REACHED';
}
