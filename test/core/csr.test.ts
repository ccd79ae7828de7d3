import { describe, expect, it } from 'vitest';
import { buildCsr, buildGraph, type Csr } from '../../src/core/csr.js';

const rowsOf = ({ offsets, targets }: Csr) =>
  Array.from({ length: offsets.length - 1 }, (_, row) => [
    ...targets.subarray(offsets[row], offsets[row + 1]),
  ]);

describe('buildCsr', () => {
  it('keeps the order of the pairs within a row, and empty rows', () => {
    expect(rowsOf(buildCsr(4, [2, 0, 2, 2], [7, 1, 5, 7]))).toEqual([[1], [], [7, 5, 7], []]);
  });

  it('takes no rows and no pairs', () => {
    expect(rowsOf(buildCsr(0, [], []))).toEqual([]);
    expect(rowsOf(buildCsr(2, [], []))).toEqual([[], []]);
  });
});

describe('buildGraph', () => {
  it('puts an edge into both rows, sorted, without loops and doubles', () => {
    const graph = buildGraph(4, [2, 0, 1, 3, 0], [0, 1, 0, 3, 2]);
    expect(rowsOf(graph)).toEqual([[1, 2], [0], [0], []]);
  });
});
