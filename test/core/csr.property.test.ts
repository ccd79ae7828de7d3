import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCsr, buildGraph } from '../../src/core/csr.js';

const nodes = 12;
const pairs = fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: 60 });
const columns = (list: [number, number][]) => [list.map(([a]) => a), list.map(([, b]) => b)] as const;

describe('buildCsr', () => {
  it('holds what grouping by row holds', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const { offsets, targets } = buildCsr(nodes, ...columns(list));
        for (let row = 0; row < nodes; row++) {
          const expected = list.filter(([from]) => from === row).map(([, to]) => to);
          expect([...targets.subarray(offsets[row], offsets[row + 1])]).toEqual(expected);
        }
        expect(offsets[nodes]).toBe(list.length);
      }),
    );
  });
});

describe('buildGraph', () => {
  it('is symmetric, sorted, simple, and joins exactly the given pairs', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const { offsets, targets } = buildGraph(nodes, ...columns(list));
        for (let node = 0; node < nodes; node++) {
          const near = list.flatMap(([a, b]) => (a === b ? [] : a === node ? [b] : b === node ? [a] : []));
          const expected = [...new Set(near)].sort((a, b) => a - b);
          expect([...targets.subarray(offsets[node], offsets[node + 1])]).toEqual(expected);
        }
        expect(targets.length).toBe(offsets[nodes]);
      }),
    );
  });
});
