import { booleanClockwise } from '@turf/turf';
import { describe, expect, it } from 'vitest';
import { accountsToGeoJson } from '../../src/io/accountsToGeoJson.js';
import { shapeTerritories } from '../../src/io/shape/shapeTerritories.js';
import { territoriesToGeoJson } from '../../src/io/territoriesToGeoJson.js';
import { samplePlan, squareAreas } from './support/samplePlan.js';

const { plan, accounts } = samplePlan(
  Array.from({ length: 9 }, (_, i) => ({
    lon: 10.5 + (i % 3) + 1e-9,
    lat: 40.5 + Math.floor(i / 3),
    territory: i === 4 ? 1 : 0,
  })).concat([{ territory: -1 } as never]),
  3,
);
const shapes = shapeTerritories(plan, accounts, { areas: squareAreas(3, 3) });

describe('territoriesToGeoJson', () => {
  const { features } = territoriesToGeoJson(plan, shapes, { t1: { quota: 5, number: 9 } });

  it('has outlines counter-clockwise and holes clockwise, as RFC 7946 wants', () => {
    const [outline, hole] = features[0].geometry!.coordinates[0];
    expect(booleanClockwise(outline as number[][])).toBe(false);
    expect(booleanClockwise(hole as number[][])).toBe(true);
  });

  it('says loads, targets and what the caller adds, which wins', () => {
    expect(features[0].properties).toMatchObject({
      territory_id: 't0',
      accounts: 8,
      hours: 8,
      target_hours: 10,
    });
    expect(features[1].properties).toMatchObject({ quota: 5, number: 9 });
  });

  it('has no geometry without ground', () => {
    expect(features[2]).toMatchObject({ id: 't2', geometry: null });
  });
});

describe('accountsToGeoJson', () => {
  it('rounds places to a metre and has none for an account without', () => {
    const { features } = accountsToGeoJson(plan, accounts);
    expect(features[0].geometry).toEqual({ type: 'Point', coordinates: [10.5, 40.5] });
    expect(features[0].properties).toMatchObject({
      account_id: 'a0',
      territory_id: 't0',
      hours: 1,
      locked: false,
    });
    expect(features[9]).toMatchObject({ geometry: null, properties: { territory_id: null, name: null } });
  });
});
