/**
 * One function of bench/segment.bench.mjs in a process of its own.
 *
 *     node --expose-gc bench/segment.child.mjs NAME SEED ACCOUNTS
 *
 * NAME is that of its row. Prints one line of JSON, a record of the bench.
 */
import { measureWork } from './segment.bench.mjs';

const [name, seed, accounts] = process.argv.slice(2);
console.log(JSON.stringify(await measureWork(name, Number(seed), Number(accounts))));
