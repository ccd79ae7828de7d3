import { describe, expect, it } from 'vitest';
import { checkTravelMatrix } from '../../src/geo/checkTravelMatrix.js';
import { densityByGrid } from '../../src/geo/densityByGrid.js';
import { densityByNearest } from '../../src/geo/densityByNearest.js';
import { hilbertOrder } from '../../src/geo/hilbertOrder.js';
import { createPlaceIndex } from '../../src/geo/placeIndex.js';
import { pointNeighbours } from '../../src/geo/pointNeighbours.js';
import { travelMatrix } from '../../src/geo/travelMatrix.js';
import { createTravelTime } from '../../src/geo/travelTime.js';
import { issuesOf } from '../support/issuesOf.js';

/** What plain JavaScript may hand over. */
type Anything = never;

describe('columns of places', () => {
  it.each<[string, (lon: Anything, lat: Anything) => unknown]>([
    ['createPlaceIndex', createPlaceIndex],
    ['densityByGrid', (lon, lat) => densityByGrid(lon, lat, { cellKm: 100 })],
    ['densityByNearest', (lon, lat) => densityByNearest(lon, lat, { count: 1 })],
    ['pointNeighbours', pointNeighbours],
    ['travelMatrix', (lon, lat) => travelMatrix({ lon, lat }, { lon: [], lat: [] })],
  ])('are asked for by %s', (_, run) => {
    const call = (lon: unknown, lat: unknown) => issuesOf(() => run(lon as Anything, lat as Anything));
    for (const nothing of [null, undefined, {}, 7, 'places', Symbol('places'), new Map()]) {
      expect(call(nothing, [1])).toEqual(['null lon not-a-list']);
      expect(call([1], nothing)).toEqual(['null lat not-a-list']);
    }
    expect(call([1, 2n, Symbol('x'), '4'], [1, 1, 1, 1])).toEqual([
      '1 lon out-of-range',
      '2 lon out-of-range',
      '3 lon out-of-range',
    ]);
    expect(call([1], [1, 2])).toEqual(['null lat wrong-length']);
  });

  it('are asked for where there are no columns at all', () => {
    expect(issuesOf(() => travelMatrix(null as Anything, { lon: [], lat: [] }))).toEqual([
      'null lon not-a-list',
      'null lat not-a-list',
    ]);
    const here = { lon: [1], lat: [1] };
    expect(issuesOf(() => travelMatrix(here, here, 3 as Anything))).toEqual(['null cost wrong-type']);
  });
});

describe('checkTravelMatrix', () => {
  it.each([
    [null, 1, 1, ['null costs not-a-list']],
    [[1], -1, 1, ['null accountCount out-of-range']],
    [[1], 1, Number.POSITIVE_INFINITY, ['null seatCount out-of-range']],
    [[1], 1n, Symbol('k'), ['null accountCount out-of-range', 'null seatCount out-of-range']],
    [[null, [1]], 2, 1, ['0 costs wrong-length']],
    [[[1n], [2]], 2, 1, ['0 costs[0] bad-cost']],
  ])('names what is wrong, case %#', (costs, accounts, seats, issues) => {
    expect(
      issuesOf(() => checkTravelMatrix(costs as Anything, accounts as Anything, seats as Anything)),
    ).toEqual(issues);
  });
});

describe('hilbertOrder', () => {
  it('names what it cannot order', () => {
    const call = (places: unknown, dimension: unknown) =>
      issuesOf(() => hilbertOrder(places as Anything, dimension as Anything));
    expect(call(null, 2)).toEqual(['null places not-a-list']);
    for (const dimension of [0, -1, 2n, Symbol('2'), null])
      expect(call(Float64Array.of(1, 2), dimension)).toEqual(['null dimension out-of-range']);
    expect(call(Float64Array.of(1, 2, Number.NaN, 4, 5), 2)).toEqual([
      'null places wrong-length',
      '1 places out-of-range',
    ]);
  });
});

describe('createTravelTime', () => {
  const last = { upToKm: Number.POSITIVE_INFINITY, kmPerHour: 50 };

  it.each([
    [[null, last]],
    [new Array(2).fill(last, 1)],
    [[{ upToKm: Symbol('km'), kmPerHour: 50 }, last]],
    [[{ upToKm: 10, kmPerHour: Symbol('v') }, last]],
    [[{ upToKm: 10n, kmPerHour: 50 }, last]],
    [[{ upToKm: '10', kmPerHour: 50 }, last]],
  ])('refuses bands that are none, case %#', (speedBands) => {
    const options = { detourFactor: 1, speedBands } as Anything;
    expect(issuesOf(() => createTravelTime(options))).toEqual(['null speedBands bad-option']);
  });
});
