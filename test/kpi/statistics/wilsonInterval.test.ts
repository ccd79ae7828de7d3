import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import { wilsonInterval } from '../../../src/kpi/statistics/wilsonInterval.js';

const round = (value: number) => Math.round(value * 10_000) / 10_000;

describe('wilsonInterval', () => {
  // R. G. Newcombe: Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %s in %s is %s to %s, as published', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect([round(interval?.low ?? -1), round(interval?.high ?? -1)]).toEqual([low, high]);
  });

  it('has no value without trials, and ends at 0 and 1', () => {
    expect(wilsonInterval(0, 0)).toBe(null);
    expect(wilsonInterval(0, 7)?.low).toBe(0);
    expect(wilsonInterval(7, 7)?.high).toBe(1);
  });

  it('refuses counts that are none and options that are unknown', () => {
    for (const [successes, trials] of [
      [3, 2],
      [-1, 2],
      [0.5, 2],
      [Number.NaN, 2],
    ]) {
      expect(() => wilsonInterval(successes, trials)).toThrow(InputError);
    }
    expect(() => wilsonInterval(1, 2, { confidence: 1 })).toThrow(OptionsError);
    expect(() => wilsonInterval(1, 2, { level: 0.9 } as never)).toThrow(OptionsError);
  });

  it('solves the equation that defines it, holds the rate, and narrows with more trials', () => {
    const counts = fc
      .tuple(fc.nat(1_000), fc.integer({ min: 1, max: 1_000 }))
      .filter(([successes, trials]) => successes <= trials);
    fc.assert(
      fc.property(counts, fc.constantFrom(0.8, 0.95, 0.99), ([successes, trials], confidence) => {
        const z = { 0.8: 1.2815515655446004, 0.95: 1.959963984540054, 0.99: 2.5758293035489004 }[confidence];
        const rate = successes / trials;
        const { low, high } = wilsonInterval(successes, trials, { confidence }) ?? { low: 2, high: -1 };
        expect(low).toBeLessThanOrEqual(rate);
        expect(high).toBeGreaterThanOrEqual(rate);
        for (const end of [low, high]) {
          expect((rate - end) ** 2 * trials).toBeCloseTo((z ?? 0) ** 2 * end * (1 - end), 6);
        }
        const more = wilsonInterval(10 * successes, 10 * trials, { confidence });
        expect((more?.high ?? 1) - (more?.low ?? 0)).toBeLessThan(high - low);
      }),
      { seed: 1 },
    );
  });
});
