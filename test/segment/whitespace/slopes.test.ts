import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/random.js';
import { createSlopeWork, FEW, slopesOfPairs } from '../../../src/segment/whitespace/slopes.js';

/** A list that counts how often entries of it are read. */
function counted(list: readonly number[]): { list: readonly number[]; reads: () => number } {
  let reads = 0;
  const get = (target: readonly number[], key: string | symbol) => {
    if (typeof key === 'string' && /^\d/.test(key)) reads++;
    return Reflect.get(target, key);
  };
  return { list: new Proxy(list, { get }), reads: () => reads };
}

/** The same by the definition: all slopes, sorted. */
function slopesOfAll(times: readonly number[], values: readonly number[]) {
  const slopes: number[] = [];
  let score = 0;
  values.forEach((late, b) => {
    for (let a = 0; a < b; a++) {
      slopes.push(((late / 2 - values[a] / 2) / (times[b] - times[a])) * 2);
      score += Math.sign(late - values[a]);
    }
  });
  const sorted = Float64Array.from(slopes).sort();
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
  return { median: median + 0, score };
}

const random = createRandom(3);
const share = () => random.nextShare();
const below = (size: number) => random.nextBelow(size);

/** Kinds of series: the value of period t. */
const kinds: [string, (t: number) => number][] = [
  ['any numbers', share],
  ['whole numbers', () => below(10)],
  ['whole numbers, most below 0', () => below(1000) - 700],
  ['mostly 0', () => Math.max(0, below(10) - 8)],
  ['0 and -0', () => [0, -0, 1, -1][below(4)]],
  ['equal', () => 7.3],
  ['two halves', (t) => (t < 90 ? 0 : 5)],
  ['stairs', (t) => 3 * Math.floor(t / 50)],
  ['a saw', (t) => t % 7],
  ['a bend', (t) => share() - 0.01 * t * t],
  ['a few giants', () => (below(50) === 0 ? 1e9 : 1) * share()],
  ['cents that rise', (t) => Math.round(1000 + 2 * t + 300 * share()) / 100],
  ['a whole line', (t) => 7 * t],
  ['a whole line and noise', (t) => 3 * t + below(4)],
  ['large whole numbers', (t) => 1e9 + 5000 * t + below(1e7)],
];

/** Those whose slopes differ by rounding alone, or cannot be counted. */
const listed: [string, (t: number) => number][] = [
  ['a line of fractions', (t) => 0.1 * t],
  ['a line of fractions and noise', (t) => (3 * t + below(3)) / 10],
  ['a line of giants and noise', (t) => 1e12 + 5e5 * t + below(3)],
  ['a few giants beyond digits', () => (below(50) === 0 ? 1e15 : 1) * share()],
  ['the largest numbers', () => 1.7e308 * (1 - 2 * share())],
  ['the least numbers', (t) => (t + below(4)) * Number.MIN_VALUE],
  ['numbers as small', () => 1e-310 * share()],
];

describe('slopesOfPairs', () => {
  it.each([...kinds, ...listed])(
    'gives the median and the score of all pairs, to the bit: %s',
    (_, valueAt) => {
      for (const length of [2, 3, 12, FEW, FEW + 1, FEW + 2, 200, 301]) {
        for (const known of [1, 0.6]) {
          const times = Array.from({ length }, (_, t) => t).filter((t) => t < 2 || share() < known);
          const values = times.map(valueAt);
          const found = slopesOfPairs(createSlopeWork(times, values), times.length);
          expect(found).toEqual(slopesOfAll(times, values));
        }
      }
    },
  );

  it.each(kinds)('does not go through the pairs of a long series: %s', (_, valueAt) => {
    const times = Array.from({ length: 2000 }, (_, t) => t);
    const { list, reads } = counted(times.map(valueAt));
    slopesOfPairs(createSlopeWork(times, list), times.length);
    // All pairs are 2,000 for each two points, read several times.
    expect(reads()).toBeLessThan(200 * times.length);
  });
});
