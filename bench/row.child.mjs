/**
 * One row of a bench in a process of its own: see `measureAlone` of harness.mjs.
 *
 *     node --expose-gc bench/row.child.mjs BENCH NAME SEED COUNT
 *
 * Prints one line of JSON, the record that `measureRow` of bench/BENCH.bench.mjs makes of it.
 */
const [bench, name, seed, count] = process.argv.slice(2);
const { measureRow } = await import(`./${bench}.bench.mjs`);
console.log(JSON.stringify(await measureRow(name, Number(seed), Number(count))));
