import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../src/core/errors.js';
import { checkTravelMatrix } from '../../src/geo/checkTravelMatrix.js';
import { travelMatrix } from '../../src/geo/travelMatrix.js';
import { createTravelTime, type TravelTimeOptions } from '../../src/geo/travelTime.js';
import { greatCircleKm } from '../../src/geo/unitVectors.js';
import { issuesOf } from '../support/issuesOf.js';

const bands = [
  { upToKm: 10, kmPerHour: 30 },
  { upToKm: 60, kmPerHour: 60 },
  { upToKm: Number.POSITIVE_INFINITY, kmPerHour: 100 },
];

describe('createTravelTime', () => {
  const travelTime = createTravelTime({ detourFactor: 1.25, speedBands: bands });

  it('drives each stretch at its own speed', () => {
    expect(travelTime(0)).toEqual({ roadKm: 0, minutes: 0 });
    expect(travelTime(4)).toEqual({ roadKm: 5, minutes: 10 });
    expect(travelTime(48)).toEqual({ roadKm: 60, minutes: 20 + 50 });
    expect(travelTime(128)).toEqual({ roadKm: 160, minutes: 20 + 50 + 60 });
  });

  it('never reaches a farther place sooner', () => {
    const km = fc.double({ min: 0, max: 20100, noNaN: true });
    fc.assert(
      fc.property(km, km, (a, b) => {
        expect(travelTime(Math.max(a, b)).minutes).toBeGreaterThanOrEqual(travelTime(Math.min(a, b)).minutes);
      }),
    );
  });

  it('says NaN for a distance that is not known', () => {
    expect(travelTime(Number.NaN)).toEqual({ roadKm: Number.NaN, minutes: Number.NaN });
  });

  it.each([
    ['no options', undefined],
    ['nothing given', {}],
    ['a detour factor below 1', { detourFactor: 0.9, speedBands: bands }],
    ['an infinite detour factor', { detourFactor: Number.POSITIVE_INFINITY, speedBands: bands }],
    ['no band', { detourFactor: 1.2, speedBands: [] }],
    ['a last band that ends', { detourFactor: 1.2, speedBands: bands.slice(0, 2) }],
    ['bands out of order', { detourFactor: 1.2, speedBands: [bands[1], bands[0], bands[2]] }],
    ['a speed of 0', { detourFactor: 1.2, speedBands: [{ upToKm: Number.POSITIVE_INFINITY, kmPerHour: 0 }] }],
    ['an unknown option', { detourFactor: 1.2, speedBands: bands, speed: 3 }],
  ])('refuses %s', (_, options) => {
    expect(() => createTravelTime(options as unknown as TravelTimeOptions)).toThrow(OptionsError);
  });
});

describe('travelMatrix', () => {
  it('holds the cost of each way, row by account', () => {
    const matrix = travelMatrix({ lon: [0, 10], lat: [0, 5] }, { lon: [1, 2, 3], lat: [1, 1, 1] });
    expect(matrix[4]).toBe(greatCircleKm(10, 5, 2, 1));
    expect(matrix).toHaveLength(6);
  });

  it('turns kilometres into any cost', () => {
    const matrix = travelMatrix({ lon: [0], lat: [0] }, { lon: [1], lat: [1] }, (km) => km * km);
    expect(matrix[0]).toBe(greatCircleKm(0, 0, 1, 1) ** 2);
  });

  it('charges nothing for an account without a place, and refuses a seat without one', () => {
    const nowhere = { lon: [Number.NaN], lat: [Number.NaN] };
    expect([...travelMatrix(nowhere, { lon: [1], lat: [1] }, (km) => km + 5)]).toEqual([0]);
    expect(issuesOf(() => travelMatrix({ lon: [1], lat: [1] }, nowhere))).toEqual(['0 lat no-place']);
  });

  it('is empty for no accounts or no seats', () => {
    expect(travelMatrix({ lon: [], lat: [] }, { lon: [1], lat: [1] })).toHaveLength(0);
    expect(travelMatrix({ lon: [1], lat: [1] }, { lon: [], lat: [] })).toHaveLength(0);
  });

  it('refuses a cost function that gives what is no cost', () => {
    const place = { lon: [1], lat: [1] };
    expect(() => travelMatrix(place, place, () => -1)).toThrow(InputError);
  });
});

describe('checkTravelMatrix', () => {
  it('takes rows, one array and a function alike', () => {
    const flat = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect(checkTravelMatrix(flat, 2, 3)).toEqual(flat);
    expect(checkTravelMatrix(flat, 2, 3)).not.toBe(flat);
    expect(checkTravelMatrix([[1, 2, 3], Float64Array.of(4, 5, 6)], 2, 3)).toEqual(flat);
    expect(checkTravelMatrix((i, j) => 3 * i + j + 1, 2, 3)).toEqual(flat);
    expect(checkTravelMatrix([], 0, 3)).toHaveLength(0);
  });

  it('names every row that is wrong', () => {
    expect(issuesOf(() => checkTravelMatrix([[1, 2], [1], [1, 2, 3]], 3, 2))).toEqual([
      '1 costs wrong-length',
      '2 costs wrong-length',
    ]);
    expect(issuesOf(() => checkTravelMatrix([[1, 2]], 2, 2))).toEqual(['null costs wrong-length']);
    expect(issuesOf(() => checkTravelMatrix([1, 2, 3], 2, 2))).toEqual(['null costs wrong-length']);
    expect(
      issuesOf(() => checkTravelMatrix([1, -2, Number.NaN, 0, 5, Number.POSITIVE_INFINITY], 3, 2)),
    ).toEqual(['0 costs[1] bad-cost', '1 costs[0] bad-cost', '2 costs[1] bad-cost']);
  });
});
