import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createIdTable } from '../../src/core/idTable.js';
import { crowd } from '../support/crowd.js';

/** Rows of texts by a table of ids. */
function findRows(ids: readonly string[], texts: readonly unknown[]): number[] {
  const table = createIdTable(ids, texts.length);
  ids.forEach((id, row) => {
    table.add(id, row);
  });
  const rows = new Int32Array(texts.length);
  table.findInto(texts, texts.length, rows);
  return [...rows];
}

describe('createIdTable', () => {
  it('finds the rows of ids, and -1 for what is none of them', () => {
    expect(findRows(['b', 'a', ''], ['a', 'b', 'c', '', 'ab', undefined, null, 7, {}])).toEqual([
      1, 0, -1, 2, -1, -1, -1, -1, -1,
    ]);
    expect(findRows([], ['a'])).toEqual([-1]);
    // A unit of 0 in front does not change the hash.
    expect(findRows(['\0'], ['', '\0\0', '\0'])).toEqual([-1, -1, 0]);
  });

  it('tells units of two bytes from those that end in the same byte, and ids longer than most', () => {
    const far = String.fromCharCode(0x161);
    expect(far.charCodeAt(0) & 255).toBe('a'.charCodeAt(0));
    expect(findRows(['a', 'b'], [far, 'a'])).toEqual([-1, 0]);
    expect(findRows(['a', `${far}b`, far], [far, `${far}b`, 'a', 'b', 'ab'])).toEqual([2, 1, 0, -1, -1]);
    const ids = [...Array.from({ length: 40 }, (_, i) => `${i}`), 'x'.repeat(5), 'y'.repeat(60)];
    expect(findRows(ids, [...ids, 'x'.repeat(4)])).toEqual([...ids.keys(), -1]);
  });

  it('takes no more room than twice the mean id asks for, whatever the longest is', () => {
    const sizes: number[] = [];
    class Counted extends (Int32Array as new (length: number) => Int32Array) {
      constructor(length: number) {
        super(length);
        sizes.push(4 * length);
      }
    }
    vi.stubGlobal('Int32Array', Counted);
    createIdTable([...Array.from({ length: 999 }, (_, i) => `id ${i}`), 'x'.repeat(64)], 1);
    vi.unstubAllGlobals();
    // Two places an id: a row, a length and up to 13 units, made up to whole fours, behind the last as many as are in reach.
    expect(Math.max(...sizes)).toBeLessThanOrEqual((2 * 1000 + 64) * 20);
  });

  it('tells under which row an id was added before', () => {
    const ids = ['a', 'x'.repeat(200), 'b'];
    const table = createIdTable(ids, 1);
    expect(ids.map((id, row) => table.add(id, row))).toEqual([-1, -1, -1]);
    expect(ids.map((id, row) => table.add(id, row + 3))).toEqual([0, 1, 2]);
  });

  it('agrees with a map', () => {
    const id = fc.oneof(
      fc.string({ maxLength: 2 }),
      fc.string({ unit: 'binary', minLength: 60, maxLength: 70 }),
      fc.uuid(),
      fc.integer({ min: 0, max: 30 }).map(String),
      fc.constantFrom(...crowd),
    );
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 60 }), fc.array(id, { minLength: 1 }), (ids, texts) => {
        const rowOf = new Map(ids.map((text, row) => [text, row]));
        expect(findRows(ids, [...texts, ...ids])).toEqual(
          [...texts, ...ids].map((text) => rowOf.get(text) ?? -1),
        );
      }),
    );
  });

  it('finds ids that were made to have one hash, and those they stand in the way of', () => {
    const ids = [...crowd, ...Array.from({ length: 500 }, (_, i) => `a${i}`)];
    expect(findRows(ids, ids)).toEqual(ids.map((_, row) => row));
    expect(findRows(crowd.slice(0, 100), crowd)).toEqual(crowd.map((_, row) => (row < 100 ? row : -1)));
  });

  it('holds rows from 65,536 on, and finds what differs from an id in one unit', () => {
    const ids = Array.from({ length: 70_000 }, (_, i) => `id ${i} of all`);
    const texts = [65_535, 65_536, 69_999].flatMap((i) => [`id ${i} of all`, `id ${i} of alk`]);
    expect(findRows(ids, texts)).toEqual([65_535, -1, 65_536, -1, 69_999, -1]);
  });
});
