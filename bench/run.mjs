/**
 * Runs the benches on the built package: all files `bench/*.bench.mjs`, or those that are named.
 *
 *     npm run bench               all of them
 *     npm run bench -- quota      bench/quota.bench.mjs
 *
 * A bench exports `title`, optionally `packages` (peers whose versions are printed), and `run({ seeds })`,
 * which returns the records of `runMethods`.
 */
import { readdirSync } from 'node:fs';
import { describeMachine, printTable, summarise, writeResults } from './harness.mjs';

/** Enough for a median that one outlier does not move. */
const seeds = [1, 2, 3, 4, 5];

const folder = new URL('./', import.meta.url);
const all = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.mjs'))
  .map((name) => name.replace('.bench.mjs', ''))
  .sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`no bench named ${unknown.join(', ')}; there are: ${all.join(', ') || 'none'}`);
  process.exit(1);
}
for (const name of wanted.length > 0 ? wanted : all) {
  const bench = await import(new URL(`${name}.bench.mjs`, folder).href);
  const machine = describeMachine(bench.packages);
  const records = await bench.run({ seeds });
  console.log(`\n${machine}`);
  printTable(bench.title, summarise(records));
  writeResults(name, machine, records);
}
if (all.length === 0) console.log('no bench is written yet');
