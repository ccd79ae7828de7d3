import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateTable } from '../../../src/quota/table/allocateTable.js';
import type { TableInput } from '../../../src/quota/table/tableInput.js';
import { roomyTables, sumsOf, tables } from './tables.js';

function expectExact(input: TableInput, sizes: readonly number[], faces: readonly (readonly number[])[]) {
  const { status, reasons, isFitted, cells, seedParts, marginEffects, rounding } = allocateTable(input);
  expect({ status, reasons }).toEqual({ status: 'feasible', reasons: [] });
  faces.forEach((axes, m) => {
    expect(sumsOf(cells, sizes, axes)).toEqual(input.margins[m].totals);
  });
  cells.forEach((amount, c) => {
    expect(Number.isInteger(amount) && amount >= 0 && (input.seed[c] > 0 || amount === 0)).toBe(true);
    const parts = seedParts[c] + marginEffects[c] + rounding[c];
    expect(Math.abs(parts - amount)).toBeLessThanOrEqual(1e-9 * Math.max(1, amount));
  });
  return { isFitted, rounding };
}

describe('allocateTable', () => {
  it.each([
    ['two axes, both margins', [4, 5], [[0], [1]]],
    ['two axes, one margin', [4, 5], [[0]]],
    [
      'three axes, two faces',
      [3, 4, 3],
      [
        [0, 1],
        [1, 2],
      ],
    ],
    ['three axes, a face and an edge', [3, 4, 3], [[0, 2], [1]]],
    ['three axes, a face and what it implies', [3, 4, 2], [[0], [0, 1], [2, 1]]],
  ])('is exact in every margin and within one unit of the fit: %s', (_, sizes, faces) => {
    fc.assert(
      fc.property(tables(sizes, faces), (input) => {
        const { isFitted, rounding } = expectExact(input, sizes, faces);
        if (isFitted) expect(rounding.every((part) => Math.abs(part) < 1)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('is exact even where the fit cannot get there, as more zeros than the seed has are forced', () => {
    const sizes = [4, 4];
    const faces = [[0], [1]];
    fc.assert(
      fc.property(tables(sizes, faces, 0), (input) => {
        expectExact(input, sizes, faces);
      }),
      { numRuns: 60 },
    );
  });

  const threeMargins: [string, number[], number[][]][] = [
    ['three edges', [3, 4, 3], [[0], [1], [2]]],
    [
      'all three faces',
      [3, 4, 4],
      [
        [0, 1],
        [1, 2],
        [0, 2],
      ],
    ],
  ];

  it.each(threeMargins)('is exact where cells have room: %s', (_, sizes, faces) => {
    fc.assert(
      fc.property(roomyTables(sizes, faces), (input) => {
        expectExact(input, sizes, faces);
      }),
      { numRuns: 60 },
    );
  });

  it.each(threeMargins)('keeps zeros, and says what it misses for them: %s', (_, sizes, faces) => {
    fc.assert(
      fc.property(tables(sizes, faces, 1, 4), (input) => {
        const { status, reasons, cells } = allocateTable(input);
        expect(cells.every((cell, c) => input.seed[c] > 0 || cell === 0)).toBe(true);
        const isExact = faces.every(
          (axes, m) => String(sumsOf(cells, sizes, axes)) === String(input.margins[m].totals),
        );
        expect(status === 'feasible').toBe(isExact);
        expect(reasons.length > 0).toBe(!isExact);
      }),
      { numRuns: 60 },
    );
  });
});
