import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/core/normalDistribution.js';
import { studentQuantile, studentTail } from '../../src/core/studentDistribution.js';

describe('studentQuantile', () => {
  // Abramowitz, Stegun: Handbook of Mathematical Functions, 1964, table 26.10.
  it.each([
    [0.975, 1, 12.706],
    [0.975, 2, 4.303],
    [0.975, 5, 2.571],
    [0.975, 30, 2.042],
    [0.995, 10, 3.169],
    [0.9995, 4, 8.61],
    [0.95, 120, 1.658],
    [0.75, 3, 0.765],
  ])('gives the printed value at %d with %d degrees of freedom', (chance, freedom, printed) => {
    expect(studentQuantile(chance, freedom)).toBeCloseTo(printed, 3);
    expect(studentQuantile(1 - chance, freedom)).toBeCloseTo(-printed, 3);
  });

  it('becomes the normal quantile', () => {
    expect(studentQuantile(0.975, 1e8)).toBeCloseTo(normalQuantile(0.975), 7);
    expect(studentQuantile(0.6, 1e8)).toBeCloseTo(normalQuantile(0.6), 7);
  });

  it('is infinite at the ends, 0 in the middle and undefined outside', () => {
    expect([0, 1, 0.5].map((chance) => studentQuantile(chance, 3))).toEqual([-Infinity, Infinity, 0]);
    expect(studentQuantile(1.1, 3)).toBeNaN();
  });
});

describe('studentTail', () => {
  it('is that of Cauchy for one and has its closed form for two degrees of freedom', () => {
    for (const t of [-40, -1.3, 0, 1e-9, 0.2, 1, 2, 7, 1000]) {
      expect(studentTail(t, 1)).toBeCloseTo(0.5 - Math.atan(t) / Math.PI, 12);
      expect(studentTail(t, 2)).toBeCloseTo(0.5 - t / (2 * Math.sqrt(2 + t * t)), 12);
    }
  });

  it('agrees with the sum of its density, whatever the degrees of freedom', () => {
    for (const freedom of [0.7, 3.5, 11, 47.25, 900]) {
      const density = (x: number) => (1 + (x * x) / freedom) ** (-(freedom + 1) / 2);
      // Over t = tan u, so that the whole tail has an end.
      const sum = (from: number) => {
        const [low, high] = [Math.atan(from), Math.PI / 2];
        const steps = 20_000;
        let total = 0;
        for (let s = 0; s < steps; s++) {
          const u = low + ((s + 0.5) * (high - low)) / steps;
          total += density(Math.tan(u)) / Math.cos(u) ** 2;
        }
        return (total * (high - low)) / steps;
      };
      for (const t of [0.3, 1.7, 4]) {
        expect(studentTail(t, freedom) / (sum(t) / (2 * sum(0)))).toBeCloseTo(1, freedom < 1 ? 1 : 4);
      }
    }
  });
});
