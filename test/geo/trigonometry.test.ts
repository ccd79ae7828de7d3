import { describe, expect, it } from 'vitest';
import { arcSineOfRoot, arcTangent2, cosSinDegreesInto } from '../../src/geo/trigonometry.js';

const cosSin = (degrees: number) => {
  const out = new Float64Array(2);
  cosSinDegreesInto(degrees, out);
  return out;
};

describe('cosSinDegreesInto', () => {
  it('is exact at quarter turns', () => {
    for (const turns of [-8, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 8]) {
      const quadrant = ((turns % 4) + 4) % 4;
      expect(Math.abs(cosSin(90 * turns)[0] - [1, 0, -1, 0][quadrant])).toBe(0);
      expect(Math.abs(cosSin(90 * turns)[1] - [0, 1, 0, -1][quadrant])).toBe(0);
    }
  });

  it('agrees with Math to 2 units in the last place of 1, over eight turns', () => {
    let worst = 0;
    for (let degrees = -1440; degrees <= 1440; degrees += 0.0137) {
      const reduced = ((degrees % 360) * Math.PI) / 180;
      const [cosine, sine] = cosSin(degrees);
      // The reference rounds its argument: up to 7 radians times half a unit in the last place.
      const slack = Math.abs(reduced) * Number.EPSILON;
      worst = Math.max(worst, Math.abs(cosine - Math.cos(reduced)) - slack);
      worst = Math.max(worst, Math.abs(sine - Math.sin(reduced)) - slack);
    }
    expect(worst).toBeLessThan(2 * Number.EPSILON);
  });

  it('keeps all digits of small angles', () => {
    for (const degrees of [1e-3, 1e-7, 1e-12, 1e-300]) {
      expect(Math.abs(cosSin(degrees)[1] / Math.sin((degrees * Math.PI) / 180) - 1)).toBeLessThan(
        3 * Number.EPSILON,
      );
    }
  });

  it('gives NaN for NaN', () => {
    expect([...cosSin(Number.NaN)]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('arcTangent2', () => {
  it('agrees with Math to a relative 3 units in the last place, all the way round and at all scales', () => {
    let worst = 0;
    for (let step = 1; step < 40_000; step++) {
      const angle = (step / 40_000 - 0.5) * 2 * Math.PI;
      const length = 10 ** ((step % 21) - 10);
      const [y, x] = [Math.sin(angle) * length, Math.cos(angle) * length];
      const truth = Math.atan2(y, x);
      if (truth !== 0) worst = Math.max(worst, Math.abs(arcTangent2(y, x) / truth - 1));
    }
    expect(worst).toBeLessThan(3 * Number.EPSILON);
  });

  it('is right on the axes', () => {
    expect(arcTangent2(0, 0)).toBe(0);
    expect(arcTangent2(0, 1)).toBe(0);
    expect(arcTangent2(1, 0)).toBe(Math.PI / 2);
    expect(arcTangent2(-1, 0)).toBe(-Math.PI / 2);
    expect(arcTangent2(0, -1)).toBe(Math.PI);
    expect(arcTangent2(1, 1)).toBeCloseTo(Math.PI / 4, 15);
  });
});

describe('arcSineOfRoot', () => {
  it('agrees with Math to a relative 4 units in the last place, from the smallest to a right angle', () => {
    let worst = 0;
    for (let step = 1; step <= 20_000; step++) {
      for (const square of [step / 20_000, 10 ** (-step / 1000)]) {
        const truth = Math.atan2(Math.sqrt(square), Math.sqrt(1 - square));
        worst = Math.max(worst, Math.abs(arcSineOfRoot(square) / truth - 1));
      }
    }
    expect(worst).toBeLessThan(4 * Number.EPSILON);
  });

  it('takes what rounding leaves above 1 for 1', () => {
    expect(arcSineOfRoot(0)).toBe(0);
    expect(arcSineOfRoot(1 + 1e-15)).toBeCloseTo(Math.PI / 2, 15);
  });
});
