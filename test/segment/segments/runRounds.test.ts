import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../src/core/random.js';
import {
  createPrototypes,
  type MixedTable,
  type Prototypes,
} from '../../../src/segment/segments/prototypes.js';
import { runRounds } from '../../../src/segment/segments/runRounds.js';

/** The rounds the plain way: every account looks at every prototype, sums and counts are taken anew. */
function runPlainly(
  { count, p, q, numbers, codes, levels }: MixedTable,
  { k, means, modes, sizes }: Prototypes,
  labels: Int32Array,
  gamma: number,
  maxRounds: number,
) {
  const distance = (i: number, c: number) => {
    let sum = 0;
    for (let j = 0; j < p; j++) sum += (numbers[i * p + j] - means[c * p + j]) ** 2;
    for (let j = 0; j < q; j++) if (codes[i * q + j] !== modes[c * q + j]) sum += gamma;
    return sum;
  };
  let before = Number.POSITIVE_INFINITY;
  for (let round = 1; round <= maxRounds; round++) {
    const cost = new Float64Array(count);
    let moved = 0;
    for (let i = 0; i < count; i++) {
      const ways = Array.from({ length: k }, (_, c) => distance(i, c));
      cost[i] = Math.min(...ways);
      const best = ways[labels[i]] === cost[i] ? labels[i] : ways.indexOf(cost[i]);
      if (best !== labels[i]) moved++;
      labels[i] = best;
    }
    const rowsOf = (c: number) => Array.from(labels.keys()).filter((i) => labels[i] === c);
    for (let c = 0; c < k; c++) {
      const rows = rowsOf(c);
      sizes[c] = rows.length;
      if (rows.length === 0) continue;
      for (let j = 0; j < p; j++) {
        means[c * p + j] = rows.reduce((sum, i) => sum + numbers[i * p + j], 0) / rows.length;
      }
      for (let j = 0; j < q; j++) {
        const counts = new Int32Array(levels[j]);
        for (const i of rows) counts[codes[i * q + j]]++;
        modes[c * q + j] = counts.indexOf(Math.max(...counts));
      }
    }
    const worst = Array.from(cost.keys()).filter((i) => cost[i] > 0);
    worst.sort((a, b) => cost[b] - cost[a] || a - b);
    let isFilled = false;
    for (const i of worst) {
      const empty = sizes.indexOf(0);
      if (empty < 0) break;
      if (sizes[labels[i]] <= 1) continue;
      sizes[labels[i]]--;
      sizes[empty] = 1;
      labels[i] = empty;
      means.set(numbers.subarray(i * p, (i + 1) * p), empty * p);
      modes.set(codes.subarray(i * q, (i + 1) * q), empty * q);
      isFilled = true;
    }
    const total = cost.reduce((sum, value) => sum + value, 0);
    const isStill = round > 1 && (moved === 0 || before - total <= 1e-6 * total);
    if (isStill && !isFilled) return { rounds: round, hasConverged: true };
    before = total;
  }
  return { rounds: maxRounds, hasConverged: false };
}

/** Accounts, many of them alike or on a grid, so that ways tie; numbers of `size` to `size` squared. */
function makeTable(random: Random, count: number, size: number): MixedTable {
  const p = random.nextBelow(4);
  const q = p === 0 ? 1 + random.nextBelow(3) : random.nextBelow(4);
  const levels = Array.from({ length: q }, () => 1 + random.nextBelow(random.nextBelow(4) === 0 ? 60 : 4));
  const isGrid = random.nextBelow(2) === 0;
  const next = () => (isGrid ? random.nextBelow(6) - 2 : random.nextShare() ** 3 - random.nextShare());
  return {
    count,
    p,
    q,
    numbers: Float64Array.from({ length: count * p }, () => size * next()),
    codes: Int32Array.from({ length: count * q }, (_, e) => random.nextBelow(levels[e % q])),
    levels,
  };
}

/** Prototypes at accounts, some of them at one place. */
function makeStart(random: Random, { p, q, count, numbers, codes }: MixedTable, k: number): Prototypes {
  const start = createPrototypes({ p, q } as MixedTable, k);
  const places = random.nextBelow(2) ? count : Math.min(count, 1 + random.nextBelow(4));
  for (let c = 0; c < k; c++) {
    const i = random.nextBelow(places);
    start.means.set(numbers.subarray(i * p, (i + 1) * p), c * p);
    start.modes.set(codes.subarray(i * q, (i + 1) * q), c * q);
  }
  return start;
}

const copyOf = ({ k, means, modes, sizes }: Prototypes): Prototypes => ({
  k,
  means: means.slice(),
  modes: modes.slice(),
  sizes: sizes.slice(),
});

describe('runRounds', () => {
  it.each([1, 1e-3, 1e-90, 1e-158, 1e60])(
    'gives what the plain way gives, to the bit, numbers of size %s',
    (size) => {
      const random = createRandom(Math.round(1000 + Math.log10(size)));
      let held = 0;
      for (let trial = 0; trial < 80; trial++) {
        const table = makeTable(random, 1 + random.nextBelow(400), size);
        const k = 1 + random.nextBelow(25);
        const gamma = [0, 1, 0.7, 3, 1e100][random.nextBelow(5)] * (random.nextBelow(2) ? 1 : size * size);
        const start = makeStart(random, table, k);
        const [plain, quick] = [copyOf(start), copyOf(start)];
        const labels = Int32Array.from({ length: table.count }, () => (trial % 2 ? 0 : random.nextBelow(k)));
        const [plainLabels, quickLabels] = [labels.slice(), labels.slice()];
        const maxRounds = 1 + random.nextBelow(40);
        expect(runRounds(table, quick, quickLabels, gamma, maxRounds)).toEqual(
          runPlainly(table, plain, plainLabels, gamma, maxRounds),
        );
        expect(quickLabels).toEqual(plainLabels);
        expect(quick).toEqual(plain);
        if (k * k <= table.count) held++;
      }
      expect(held).toBeGreaterThan(10);
    },
  );

  it('forgets what was known of an account that an empty cluster took', () => {
    const table: MixedTable = {
      count: 10,
      p: 1,
      q: 1,
      numbers: Float64Array.of(1, 0, 76, 6, 18, 0, 7, 0, 0, 19),
      codes: Int32Array.of(2, 1, 2, 1, 0, 2, 1, 1, 0, 1),
      levels: [3],
    };
    const [plain, quick] = [1, 2].map(() => {
      const start = createPrototypes(table, 6);
      start.means.fill(1);
      return start;
    });
    const [plainLabels, quickLabels] = [new Int32Array(10), new Int32Array(10)];
    expect(runRounds(table, quick, quickLabels, 1, 60)).toEqual(runPlainly(table, plain, plainLabels, 1, 60));
    expect(quickLabels).toEqual(plainLabels);
    expect(quick).toEqual(plain);
  });
});
