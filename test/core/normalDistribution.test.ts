import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile, normalTail } from '../../src/core/normalDistribution.js';

describe('normalTail', () => {
  it.each([
    [0, 0.5],
    [1, 0.15865525393145705],
    [1.959963984540054, 0.025],
    [3, 0.0013498980316300946],
    [6, 9.865876450376981e-10],
    [10, 7.61985302416047e-24],
    [-1, 0.8413447460685429],
  ])('above %s is %s, as in tables', (x, tail) => {
    expect(Math.abs(normalTail(x) / tail - 1)).toBeLessThan(1e-13);
  });

  it('is the area under the density', () => {
    const step = 1e-4;
    let area = 0;
    for (let i = 0; i < 20_000; i++) area += Math.exp(-0.5 * ((i + 0.5) * step) ** 2) * step;
    expect(0.5 - area / Math.sqrt(2 * Math.PI)).toBeCloseTo(normalTail(2), 9);
  });
});

describe('normalQuantile', () => {
  it.each([
    [0.5, 0],
    [0.9, 1.2815515655446004],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [0.1, -1.2815515655446004],
  ])('below %s is %s, as in tables', (chance, quantile) => {
    expect(normalQuantile(chance)).toBeCloseTo(quantile, 14);
  });

  it('undoes the tail', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (chance) => {
        expect(Math.abs(normalTail(-normalQuantile(chance)) / chance - 1)).toBeLessThan(1e-11);
      }),
      { seed: 1 },
    );
  });

  it('is infinite at the ends and has no value outside', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    expect([normalQuantile(-0.1), normalQuantile(1.1)]).toEqual([Number.NaN, Number.NaN]);
  });
});
