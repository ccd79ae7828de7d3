import { booleanPointInPolygon, featureCollection, multiPolygon, area as turfArea, union } from '@turf/turf';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import type { TerritoryShape } from '../../src/io/shape/shapeTerritories.js';
import { shapeTerritories } from '../../src/io/shape/shapeTerritories.js';
import { samplePlan, squareAreas } from './support/samplePlan.js';

const shapeOf = ({ polygons }: TerritoryShape) => multiPolygon(polygons as number[][][][]);
const cornersOf = ({ polygons }: TerritoryShape) =>
  polygons.map((rings) => rings.map((ring) => ring.length - 1));

describe('shapeTerritories with areas', () => {
  it('merges the areas that a territory prevails in', () => {
    const { plan, accounts } = samplePlan(
      [
        { lon: 10.5, lat: 40.5, territory: 0 },
        { lon: 11.5, lat: 40.5, territory: 0 },
        { lon: 12.5, lat: 40.5, territory: 1 },
      ],
      2,
    );
    const { territories } = shapeTerritories(plan, accounts, { areas: squareAreas(3, 1) });
    expect(territories[0].polygons).toHaveLength(1);
    expect(new Set(territories[0].polygons[0][0].map(([lon]) => lon))).toEqual(new Set([10, 11, 12]));
    expect(cornersOf(territories[0])).toEqual([[6]]);
    expect(cornersOf(territories[1])).toEqual([[4]]);
    expect(territories[0].neighbourIds).toEqual(['t1']);
    expect(territories[0].colour).not.toBe(territories[1].colour);
  });

  it('gives an area without accounts to the nearest account, and leaves out what is not joined to any', () => {
    const { plan, accounts } = samplePlan(
      [
        { lon: 10.5, lat: 40.5, territory: 0 },
        { lon: 13.5, lat: 40.5, territory: 1 },
      ],
      2,
    );
    const areas = squareAreas(4, 1);
    const far = squareAreas(1, 1).features[0];
    far.geometry.coordinates = far.geometry.coordinates.map((ring) =>
      ring.map(([lon, lat]) => [lon + 40, lat]),
    );
    const { territories } = shapeTerritories(plan, accounts, {
      areas: { ...areas, features: [...areas.features, far] },
    });
    expect(territories.map(({ polygons }) => polygons.length)).toEqual([1, 1]);
    expect(territories.map((shape) => cornersOf(shape)[0][0])).toEqual([6, 6]);
  });

  it('splits an area between territories that both have much of theirs in it', () => {
    const { plan, accounts } = samplePlan(
      [
        { lon: 10.2, lat: 40.5, territory: 0 },
        { lon: 10.3, lat: 40.6, territory: 0 },
        { lon: 10.8, lat: 40.5, territory: 1 },
        { lon: 11.5, lat: 40.5, territory: 0 },
      ],
      2,
    );
    const areas = squareAreas(2, 1);
    const { territories } = shapeTerritories(plan, accounts, { areas });
    for (const [i, { lon, lat }] of accounts.entries()) {
      const holder = plan.assignments[i].territoryId;
      for (const shape of territories) {
        expect(booleanPointInPolygon([lon!, lat!], shapeOf(shape))).toBe(shape.id === holder);
      }
    }
    const whole = areas.features.map(({ geometry }) => multiPolygon([geometry.coordinates]));
    const merged = union(featureCollection(territories.map(shapeOf)))!;
    expect(turfArea(merged) / turfArea(featureCollection(whole))).toBeCloseTo(1, 6);
    const own = territories.reduce((sum, shape) => sum + turfArea(shapeOf(shape)), 0);
    expect(own / turfArea(merged)).toBeCloseTo(1, 6);
  });

  it('cuts an enclave out of the territory round it', () => {
    const samples = Array.from({ length: 9 }, (_, i) => ({
      lon: 10.5 + (i % 3),
      lat: 40.5 + Math.floor(i / 3),
      territory: i === 4 ? 1 : 0,
    }));
    const { plan, accounts } = samplePlan(samples, 2);
    const { territories } = shapeTerritories(plan, accounts, { areas: squareAreas(3, 3) });
    expect(cornersOf(territories[0])).toEqual([[12, 4]]);
    expect(
      booleanPointInPolygon([territories[0].label!.lon, territories[0].label!.lat], shapeOf(territories[0])),
    ).toBe(true);
  });

  it('keeps parts apart that touch in a corner', () => {
    const { plan, accounts } = samplePlan(
      [
        { lon: 10.5, lat: 40.5, territory: 0 },
        { lon: 11.5, lat: 40.5, territory: 1 },
        { lon: 10.5, lat: 41.5, territory: 1 },
        { lon: 11.5, lat: 41.5, territory: 0 },
      ],
      2,
    );
    const { territories } = shapeTerritories(plan, accounts, { areas: squareAreas(2, 2) });
    expect(territories.map(cornersOf)).toEqual([
      [[4], [4]],
      [[4], [4]],
    ]);
  });

  it('numbers from the north-west to the south-east, and last what has no ground', () => {
    const { plan, accounts } = samplePlan(
      [
        { lon: 11.5, lat: 40.5, territory: 0 },
        { lon: 10.5, lat: 41.5, territory: 2 },
        { lon: 10.5, lat: 40.5, territory: 3 },
      ],
      4,
    );
    const { territories } = shapeTerritories(plan, accounts, { areas: squareAreas(2, 2) });
    expect(territories[2].number).toBe(1);
    expect(territories[0].number).toBe(3);
    expect(territories[1]).toMatchObject({ number: 4, polygons: [], label: null, labelRadiusKm: 0 });
  });

  it('draws the outlines that hold accounts, a shared border once', () => {
    const { plan, accounts } = samplePlan(
      [
        { lon: 10.5, lat: 40.5, territory: 0 },
        { lon: 11.5, lat: 40.5, territory: 0 },
      ],
      1,
    );
    const { outlines } = shapeTerritories(plan, accounts, {
      areas: squareAreas(2, 1),
      outlines: squareAreas(3, 1),
    });
    const segments = outlines.reduce((sum, line) => sum + line.length - 1, 0);
    expect(segments).toBe(7);
  });

  it('names every feature that is no area', () => {
    const { plan, accounts } = samplePlan([{ lon: 10.5, lat: 40.5, territory: 0 }], 1);
    const areas = {
      type: 'FeatureCollection' as const,
      features: [
        { type: 'Feature' as const, geometry: { type: 'Point', coordinates: [1, 2] } },
        { type: 'Feature' as const, geometry: null },
        { type: 'Feature' as const, geometry: { type: 'Polygon', coordinates: [[['a', 2]]] } },
      ],
    };
    expect(() => shapeTerritories(plan, accounts, { areas })).toThrow(InputError);
    try {
      shapeTerritories(plan, accounts, { areas });
    } catch (error) {
      expect((error as InputError).issues.map(({ row }) => row)).toEqual([0, 2]);
    }
  });
});

describe('shapeTerritories without areas', () => {
  it('draws ground round a single account, round many at one place, and none for none', () => {
    for (const count of [1, 3]) {
      const samples = Array.from({ length: count }, () => ({ lon: 24.9, lat: 60.2, territory: 0 }));
      const { plan, accounts } = samplePlan(samples, 1);
      const { territories } = shapeTerritories(plan, accounts);
      expect(booleanPointInPolygon([24.9, 60.2], shapeOf(territories[0]))).toBe(true);
    }
    const empty = samplePlan([{ territory: 0 }], 1);
    expect(shapeTerritories(empty.plan, empty.accounts).territories[0].polygons).toEqual([]);
  });

  it('keeps ground on both sides of the antimeridian in one piece', () => {
    const { plan, accounts } = samplePlan(
      [
        { lon: 179.9, lat: -17, territory: 0 },
        { lon: -179.9, lat: -17.1, territory: 0 },
      ],
      1,
    );
    expect(shapeTerritories(plan, accounts).territories[0].polygons).toHaveLength(1);
  });

  it('asks for plan and accounts that belong together', () => {
    const { plan, accounts } = samplePlan([{ lon: 1, lat: 1, territory: 0 }], 1);
    expect(() => shapeTerritories(plan, [...accounts, { ...accounts[0], id: 'stranger' }])).toThrow(
      /stranger/,
    );
    expect(() => shapeTerritories(plan, [])).toThrow(/a0/);
  });
});
