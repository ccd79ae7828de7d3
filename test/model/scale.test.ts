import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import { checkAccounts } from '../../src/model/checkAccounts.js';
import type { Checked } from '../../src/model/checked.js';
import { slowness } from '../support/slowness.js';

const COUNT = 100_000;
const rowsOf = (make: (i: number) => object) => Array.from({ length: COUNT }, (_, i) => make(i));
const account = (i: number, more: object) => ({ id: `A${i}`, measures: {}, attributes: {}, ...more });

/** Processor time of the faster of two runs: what else the machine does should not count. */
function timed<T>(run: () => T): { result: T; seconds: number } {
  let seconds = Infinity;
  let result!: T;
  for (let repeat = 0; repeat < 2; repeat++) {
    const start = process.cpuUsage();
    result = run();
    const { user, system } = process.cpuUsage(start);
    seconds = Math.min(seconds, (user + system) / 1e6);
  }
  return { result, seconds };
}

describe('100,000 bad rows', () => {
  const slow = slowness();

  it.each<[string, object[], (i: number) => number]>([
    ['with a bad coordinate', rowsOf((i) => account(i, { lon: 5, lat: 200 + i })), () => 1],
    ['with a negative measure', rowsOf((i) => account(i, { measures: { hours: -1 - i } })), () => 1],
    ['of the same id', rowsOf(() => account(0, {})), (i) => (i === 0 ? 0 : 1)],
    ['of one long cycle', rowsOf((i) => account(i, { parentId: `A${(i + 1) % COUNT}` })), () => 1],
    [
      'of descendants of one bad row',
      rowsOf((i) => (i === 0 ? account(0, { lat: 99 }) : account(i, { parentId: `A${i - 1}` }))),
      (i) => (i === 0 ? 2 : 1),
    ],
    ['that are no records', rowsOf(() => [] as object), () => 1],
  ])('%s are all named in less than 2 seconds of processor time', (_, rows, issuesOf) => {
    const { result, seconds } = timed(() => checkAccounts(rows));
    const counts = new Int32Array(COUNT);
    for (const { row } of result.issues) counts[row as number]++;
    expect(counts).toEqual(Int32Array.from(counts, (_, i) => issuesOf(i)));
    expect(seconds).toBeLessThan(2 * slow);
  });

  it('take less than a kilobyte for each issue', () => {
    const rows = rowsOf((i) => account(i, { lon: 1000 + i, lat: 1000 + i, measures: { hours: -1 - i } }));
    const before = process.memoryUsage().heapUsed;
    const checked: Checked<unknown> = checkAccounts(rows);
    const bytes = process.memoryUsage().heapUsed - before;
    expect(checked.issues).toHaveLength(3 * COUNT);
    // Garbage that is not collected yet counts too.
    expect(bytes / checked.issues.length).toBeLessThan(1000);
  });

  it('make an error with a short message', () => {
    const { issues } = checkAccounts(rowsOf(() => account(0, {})));
    const error = new InputError('accounts', issues);
    expect(error.message.length).toBeLessThan(3000);
    expect(error.issues).toHaveLength(COUNT - 1);
  });
});
