import { test } from '@fast-check/vitest';
import { booleanPointInPolygon, multiPolygon, area as turfArea } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { colourNeighbours } from '../../src/io/shape/colourNeighbours.js';
import { shapeTerritories } from '../../src/io/shape/shapeTerritories.js';
import { samplePlan, squareAreas } from './support/samplePlan.js';

const TERRITORIES = 5;
const COLUMNS = 6;

/** Accounts in six by six degrees, hours and territories at random, some without a place or a territory. */
const samples = fc.array(
  fc.record(
    {
      lon: fc.integer({ min: 1001, max: 1599 }).map((value) => value / 100),
      lat: fc.integer({ min: 4001, max: 4599 }).map((value) => value / 100),
      territory: fc.integer({ min: -1, max: TERRITORIES - 1 }),
      hours: fc.integer({ min: 0, max: 9 }),
    },
    { requiredKeys: ['territory'] },
  ),
  { minLength: 1, maxLength: 60 },
);

const isPlaced = ({ lon, lat, territory }: { lon?: number; lat?: number; territory: number }) =>
  lon !== undefined && lat !== undefined && territory >= 0;

describe.each([
  ['areas', squareAreas(COLUMNS, COLUMNS)],
  ['cells', undefined],
] as const)('shapes of %s', (_, areas) => {
  test.prop([samples], { numRuns: 60 })('have closed rings, a label inside, and a number each', (input) => {
    const { plan, accounts } = samplePlan(input, TERRITORIES);
    const { territories, clashes } = shapeTerritories(plan, accounts, areas && { areas });
    expect(territories.map(({ number }) => number).toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect(clashes).toEqual([]);
    const colourAt = new Map(territories.map(({ id, colour }) => [id, colour]));
    for (const { id, polygons, label, neighbourIds, colour } of territories) {
      const owns = input.some((sample) => isPlaced(sample) && `t${sample.territory}` === id);
      if (areas === undefined || owns) expect(polygons.length > 0).toBe(label !== null);
      if (areas !== undefined) expect(polygons.length > 0).toBe(owns);
      for (const ring of polygons.flat()) {
        expect(ring.length).toBeGreaterThan(3);
        expect(ring.at(-1)).toEqual(ring[0]);
      }
      if (label !== null) {
        expect(booleanPointInPolygon([label.lon, label.lat], multiPolygon(polygons as number[][][][]))).toBe(
          true,
        );
      }
      for (const neighbour of neighbourIds) expect(colourAt.get(neighbour)).not.toBe(colour);
    }
  });
});

describe('ground', () => {
  test.prop([samples], { numRuns: 60 })(
    'made of areas covers each area that is drawn exactly once',
    (input) => {
      const { plan, accounts } = samplePlan(input, TERRITORIES);
      const areas = squareAreas(COLUMNS, COLUMNS);
      const { territories } = shapeTerritories(plan, accounts, { areas });
      const own = territories.reduce(
        (sum, { polygons }) => sum + turfArea(multiPolygon(polygons as number[][][][])),
        0,
      );
      const whole = input.some(isPlaced) ? turfArea(areas as never) : 0;
      expect(Math.abs(own - whole)).toBeLessThanOrEqual(1e-5 * whole);
    },
  );

  test.prop([samples], { numRuns: 60 })('made of cells holds the accounts of its territory', (input) => {
    const { plan, accounts } = samplePlan(input, TERRITORIES);
    const { territories } = shapeTerritories(plan, accounts);
    const places = input.map(({ lon, lat }) => `${lon} ${lat}`);
    for (const [i, sample] of input.entries()) {
      const sharesPlace = places.indexOf(places[i]) !== places.lastIndexOf(places[i]);
      if (!isPlaced(sample) || sharesPlace) continue;
      const { lon, lat } = accounts[i];
      const shape = multiPolygon(territories[sample.territory].polygons as number[][][][]);
      expect(booleanPointInPolygon([lon!, lat!], shape)).toBe(true);
    }
  });
});

describe('colourNeighbours', () => {
  const graphs = fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 90 }).map((pairs) => {
    const sets = Array.from({ length: 40 }, () => new Set<number>());
    for (const [a, b] of pairs) if (a !== b) sets[a].add(b) && sets[b].add(a);
    return sets.map((set) => [...set].sort((a, b) => a - b));
  });

  test.prop([graphs])('tells every pair of neighbours apart, or names it', (neighbours) => {
    const { colours, clashes } = colourNeighbours(neighbours);
    for (const [t, others] of neighbours.entries()) {
      expect(colours[t]).toBeGreaterThanOrEqual(0);
      expect(colours[t]).toBeLessThan(8);
      for (const u of others.filter((other) => other > t)) {
        expect(clashes.some(([a, b]) => a === t && b === u)).toBe(colours[t] === colours[u]);
      }
    }
  });

  test('needs no clash for 8 mutual neighbours and names the one of 9', () => {
    const complete = (count: number) =>
      Array.from({ length: count }, (_, t) =>
        Array.from({ length: count }, (_, u) => u).filter((u) => u !== t),
      );
    expect(colourNeighbours(complete(8)).clashes).toEqual([]);
    expect(colourNeighbours(complete(9)).clashes).toHaveLength(1);
  });
});
