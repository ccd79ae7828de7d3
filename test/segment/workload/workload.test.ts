import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import { createRandom } from '../../../src/core/random.js';
import { computeWorkload } from '../../../src/segment/workload/computeWorkload.js';
import { calibrateTourConstant, tourAllowance } from '../../../src/segment/workload/tourAllowance.js';

describe('computeWorkload', () => {
  const table = {
    A: {
      field: { visits: 12, serviceMin: 60, travelMin: 30, prepMin: 10 },
      digital: { visits: 24, serviceMin: 5 },
    },
    B: { digital: { visits: 12, serviceMin: 5 } },
  };

  it('hands over preparation as a part of its own', () => {
    const { hours, serviceHours, travelHours, prepHours } = computeWorkload(['A', 'B'], table);
    expect([...prepHours]).toEqual([2, 0]);
    expect([...serviceHours]).toEqual([14, 1]);
    expect([...travelHours]).toEqual([6, 0]);
    expect([...hours]).toEqual([22, 1]);
  });

  it('spreads channels over seasons by their weights, those not named evenly', () => {
    const { hoursBySeason, seasonShares } = computeWorkload(['A', 'B'], table, { season: { field: [3, 1] } });
    expect(seasonShares).toEqual({
      A: { field: [0.75, 0.25], digital: [0.5, 0.5] },
      B: { digital: [0.5, 0.5] },
    });
    // Field 20 h by 3 to 1, digital 2 h and 1 h evenly.
    expect(hoursBySeason.map((season) => [...season])).toEqual([
      [16, 0.5],
      [6, 0.5],
    ]);
    expect(computeWorkload(['A'], table).hoursBySeason).toEqual([]);
  });

  it('spreads a service level by weights of its own where it has some', () => {
    const own = { A: table.A, B: { digital: { ...table.B.digital, season: [0, 1] } } };
    const { hoursBySeason, seasonShares, visits } = computeWorkload(['A', 'B'], own, {
      season: { digital: [1, 3] },
    });
    expect(seasonShares).toEqual({
      A: { field: [0.5, 0.5], digital: [0.25, 0.75] },
      B: { digital: [0, 1] },
    });
    // A: field 20 h evenly, digital 2 h by 1 to 3. B: 1 h in the second season.
    expect(hoursBySeason.map((season) => [...season])).toEqual([
      [10.5, 0],
      [11.5, 1],
    ]);
    expect(visits.digital[1] * seasonShares.B.digital[1]).toBe(12);
    const long = { B: { digital: { ...table.B.digital, season: [1, 1, 1] } } };
    expect(() => computeWorkload(['B'], long, { season: { digital: [1, 3] } })).toThrow(/season/);
  });

  it('names seasons of unknown channels, of different lengths, below 0 or all 0', () => {
    const seasons: Record<string, number[]>[] = [
      { phone: [1] },
      { field: [1, 2], digital: [1] },
      { field: [-1, 2] },
      { field: [0, 0] },
    ];
    for (const season of seasons) {
      expect(() => computeWorkload(['A'], table, { season })).toThrow(InputError);
    }
    const bad = { A: { field: { visits: 1, serviceMin: 1, prepMin: Number.NaN } } };
    expect(() => computeWorkload(['A'], bad)).toThrow(/prepMin/);
  });

  it('has seasons that add up to the hours', () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(weights, fc.array(fc.constantFrom('A', 'B')), (field, tiers) => {
        const { hours, hoursBySeason } = computeWorkload(tiers, table, { season: { field } });
        hours.forEach((whole, i) => {
          expect(hoursBySeason.reduce((sum, season) => sum + season[i], 0)).toBeCloseTo(whole, 9);
        });
      }),
    );
  });
});

/** Length of a tour through points that 2-opt cannot shorten, beginning and ending at the first. */
function tourLength(points: [number, number][]): number {
  const far = (a: number, b: number) => Math.hypot(points[a][0] - points[b][0], points[a][1] - points[b][1]);
  const tour = points.map((_, i) => i);
  for (let at = 1; at < tour.length; at++) {
    let nearest = at;
    for (let b = at; b < tour.length; b++)
      if (far(tour[at - 1], tour[b]) < far(tour[at - 1], tour[nearest])) nearest = b;
    [tour[at], tour[nearest]] = [tour[nearest], tour[at]];
  }
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    for (let a = 0; a < tour.length - 1; a++) {
      for (let b = a + 2; b < tour.length; b++) {
        const [c, d] = [tour[a + 1], tour[(b + 1) % tour.length]];
        if (far(tour[a], tour[b]) + far(c, d) >= far(tour[a], c) + far(tour[b], d) - 1e-9) continue;
        tour.splice(a + 1, b - a, ...tour.slice(a + 1, b + 1).reverse());
        isBetter = true;
      }
    }
  }
  return tour.reduce((sum, point, t) => sum + far(point, tour[(t + 1) % tour.length]), 0);
}

describe('tourAllowance', () => {
  const random = createRandom(2);
  const pointsIn = (side: number, count: number) =>
    Array.from({ length: count }, (): [number, number] => [
      side * random.nextShare(),
      side * random.nextShare(),
    ]);

  it('comes near the length of tours through points at random', () => {
    for (const count of [150, 300]) {
      const length = tourLength(pointsIn(40, count));
      const zone = { areaKm2: 1600, stops: count, seatKm: 0 };
      const [minutes] = tourAllowance([zone], { kmPerHour: 60, visitsPerTrip: count });
      // 2-opt is some 5 % above the shortest tour, and the edges of the area add some more.
      expect((minutes * count) / length).toBeGreaterThan(0.8);
      expect((minutes * count) / length).toBeLessThan(1.02);
    }
  });

  it('comes near the length of trips of some stops each, with the constant that such trips calibrate', () => {
    const measure = () => {
      const points = pointsIn(40, 96).map(([x, y]): [number, number] => [x - 20, y - 20]);
      // Trips of 8 stops by the angle at which they lie from the seat in the middle.
      points.sort((a, b) => Math.atan2(a[1], a[0]) - Math.atan2(b[1], b[0]));
      let lengthKm = 0;
      for (let from = 0; from < points.length; from += 8)
        lengthKm += tourLength([[0, 0], ...points.slice(from, from + 8)]);
      const seatKm = points.reduce((sum, [x, y]) => sum + Math.hypot(x, y), 0) / points.length;
      return { areaKm2: 1600, stops: 96, seatKm, visitsPerTrip: 8, lengthKm };
    };
    const { constant, errorShare } = calibrateTourConstant([measure(), measure(), measure()]);
    expect(errorShare).toBeLessThan(0.1);
    const fresh = measure();
    const options = { kmPerHour: 60, visitsPerTrip: 8, tourConstant: constant as number };
    const [minutes] = tourAllowance([fresh], options);
    expect((minutes * 96) / fresh.lengthKm).toBeGreaterThan(0.9);
    expect((minutes * 96) / fresh.lengthKm).toBeLessThan(1.1);
  });

  it('is there and back for one visit a trip, nothing for nobody, and more where it is thinner', () => {
    const zone = { areaKm2: 500, stops: 20, seatKm: 15 };
    expect([...tourAllowance([zone, { ...zone, stops: 0 }], { kmPerHour: 30, detourFactor: 1.3 })]).toEqual([
      78, 0,
    ]);
    const thin = tourAllowance([zone, { ...zone, areaKm2: 2000 }], { kmPerHour: 60, visitsPerTrip: 5 });
    expect(thin[1]).toBeGreaterThan(thin[0]);
  });

  it('names figures below 0, and insists on a speed', () => {
    expect(() => tourAllowance([{ areaKm2: -1, stops: Number.NaN, seatKm: 1 }], { kmPerHour: 60 })).toThrow(
      /2 errors/,
    );
    expect(() => tourAllowance([], {} as never)).toThrow(OptionsError);
    expect(calibrateTourConstant([])).toEqual({ constant: null, errorShare: null });
    const bad = { areaKm2: 1, stops: 1, seatKm: 1, visitsPerTrip: 0, lengthKm: 1 };
    expect(() => calibrateTourConstant([bad])).toThrow(InputError);
  });
});
