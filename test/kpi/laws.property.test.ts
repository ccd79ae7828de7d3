import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import * as kpi from '../../src/kpi/index.js';
import { roughen } from '../support/roughen.js';
import { hasNaN } from './support/issuesOf.js';
import { laws } from './support/laws.js';

const each = Object.entries(laws);
/** The call of a law, with lists of whatever it is about. */
const call = (run: unknown, lists: readonly unknown[]) =>
  (run as (...lists: readonly unknown[]) => unknown)(...lists);

/**
 * A result in which the order of rows does not show: every list in the order of its content, numbers to the bit, and without
 * the fields that hold positions.
 */
function withoutOrder(value: unknown, positions: readonly string[]): unknown {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : value;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const parts = Array.from(value as ArrayLike<unknown>, (part) => withoutOrder(part, positions));
    return parts.map((part) => JSON.stringify(part)).sort();
  }
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([key]) => !positions.includes(key));
  return Object.fromEntries(fields.map(([key, part]) => [key, withoutOrder(part, positions)]));
}

/** The same with every number as many times as large, as far as numbers go. */
function enlarged(value: unknown, factor: number): unknown {
  if (typeof value === 'number')
    return Math.sign(value) * Math.min(Math.abs(value) * factor, Number.MAX_VALUE);
  if (Array.isArray(value)) return value.map((part) => enlarged(part, factor));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, enlarged(part, factor)]));
}

/** A row with twice as much in some of its fields, at whatever depth. */
const double =
  (fields: readonly (string | number)[]) =>
  (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(double(fields));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        typeof part === 'number' && fields.includes(key) ? 2 * part : double(fields)(part),
      ]),
    );
  };

/** The numbers in an answer by their place. */
function numbersOf(value: unknown, place = ''): Record<string, number> {
  if (typeof value === 'number') return { [place]: value };
  if (typeof value !== 'object' || value === null) return {};
  return Object.assign({}, ...Object.entries(value).map(([key, part]) => numbersOf(part, `${place}.${key}`)));
}

/** Rows in the order of random keys; the same order for all lists that belong together. */
function shuffled(list: readonly unknown[], keys: readonly number[]): unknown[] {
  return list
    .map((row, i) => ({ row, key: keys[i % keys.length] }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

const keys = fc.array(fc.nat(1000), { minLength: 20, maxLength: 20 });

describe('every figure', () => {
  it('has a law', () => {
    expect(Object.keys(laws).sort()).toEqual(Object.keys(kpi).sort());
  });

  it.each(each)('%s gives neither NaN nor infinity, for nobody and nothing too', (_, { lists, run }) => {
    fc.assert(
      fc.property(lists, (given) => {
        expect(hasNaN(call(run, given))).toBe(false);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  // The numbers of `elapsedShare` are days.
  it.each(each.filter(([name]) => name !== 'elapsedShare'))(
    '%s refuses numbers that are too large by name, or has an answer that is finite',
    (_, { lists, run }) => {
      fc.assert(
        fc.property(lists, fc.constantFrom(1e97, 1e100, 1e150, 1e307), (given, factor) => {
          try {
            expect(hasNaN(call(run, enlarged(given, factor) as readonly unknown[]))).toBe(false);
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
            expect(error.issues.every(({ field }) => field !== '')).toBe(true);
          }
        }),
        { seed: 9, numRuns: 150 },
      );
    },
  );

  it.each(each.filter(([, { isOrdered }]) => isOrdered !== true))(
    '%s does not depend on the order of rows',
    (_, { lists, run, together = false, positions = [] }) => {
      fc.assert(
        fc.property(lists, keys, keys, (given, first, second) => {
          const moved = given.map((list, k) => shuffled(list, together || k % 2 === 0 ? first : second));
          expect(withoutOrder(call(run, moved), positions)).toEqual(
            withoutOrder(call(run, given), positions),
          );
        }),
        { seed: 5, numRuns: 150 },
      );
    },
  );

  it.each(each.filter(([, { isOrdered, roughest }]) => isOrdered !== true && roughest !== null))(
    '%s does not depend on the order of rows to the bit where numbers are hard to add up',
    (_, { lists, run, together = false, positions = [], roughest }) => {
      for (const seed of [11, 12, 13]) {
        fc.assert(
          fc.property(lists, keys, keys, (plain, first, second) => {
            const given = plain.map((list) => roughen(list, roughest ?? undefined) as readonly unknown[]);
            const moved = given.map((list, k) => shuffled(list, together || k % 2 === 0 ? first : second));
            expect(withoutOrder(call(run, moved), positions)).toEqual(
              withoutOrder(call(run, given), positions),
            );
          }),
          { seed, numRuns: 100 },
        );
      }
    },
  );

  it.each(each.filter(([, { measured = [] }]) => measured.length > 0))(
    '%s of twice as much is twice as much, and shares stay, to the bit',
    (_, { lists, run, measured = [] }) => {
      fc.assert(
        fc.property(lists, (plain) => {
          const given = plain.map((list) => roughen(list, 1e12) as readonly unknown[]);
          const twice = given.map((list, k) =>
            measured.includes(k) ? list.map((value) => 2 * (value as number)) : list.map(double(measured)),
          );
          const [before, after] = [numbersOf(call(run, given)), numbersOf(call(run, twice))];
          expect(Object.keys(after)).toEqual(Object.keys(before));
          const strange = Object.keys(before).filter(
            (place) => after[place] !== before[place] && after[place] !== 2 * before[place],
          );
          expect(strange).toEqual([]);
        }),
        { seed: 7, numRuns: 150 },
      );
    },
  );

  it.each(each.filter(([, { adds }]) => adds !== undefined))('%s adds up', (_, { lists, run, adds }) => {
    fc.assert(
      fc.property(lists, (given) => {
        const pairs = call(adds, [call(run, given), ...given]) as [number, number][];
        for (const [part, whole] of pairs) {
          expect(Math.abs(part - whole)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(whole)));
        }
      }),
      { seed: 7, numRuns: 150 },
    );
  });
});
