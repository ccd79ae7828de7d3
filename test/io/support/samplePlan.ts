import type { Account } from '../../../src/model/account.js';
import type { Plan } from '../../../src/plan/plan.js';

/** An account of a sample: where it is and which territory, by index, holds it. */
export interface SampleAccount {
  readonly lon?: number;
  readonly lat?: number;
  readonly territory: number;
  readonly hours?: number;
  readonly name?: string;
}

/** Makes a plan of territories `t0`, `t1`, … with one measure `hours` and targets of 10, tolerance 10 %. */
export function samplePlan(samples: readonly SampleAccount[], territoryCount: number) {
  const accounts = samples.map(
    ({ lon, lat, hours = 1, name }, i): Account => ({
      id: `a${i}`,
      measures: { hours },
      attributes: {},
      ...(lon === undefined ? {} : { lon, lat }),
      ...(name === undefined ? {} : { name }),
    }),
  );
  const territories = Array.from({ length: territoryCount }, (_, t) => {
    const own = samples.filter(({ territory }) => territory === t);
    const load = own.reduce((sum, { hours = 1 }) => sum + hours, 0);
    return {
      id: `t${t}`,
      repIds: [`r${t}`],
      seat: null,
      centre: null,
      accounts: own.length,
      loads: { hours: load },
      targets: { hours: 10 },
      lowers: { hours: 9 },
      uppers: { hours: 11 },
      prices: { hours: 0 },
    };
  });
  const violations = territories
    .filter(({ loads }) => loads.hours < 9 || loads.hours > 11)
    .map(({ id, loads }) => ({
      measureId: 'hours',
      territoryId: id,
      load: loads.hours,
      lower: 9,
      upper: 11,
    }));
  const plan: Plan = {
    format: 'bailiwick-plan',
    formatVersion: 1,
    libraryVersion: '0.0.0',
    seed: 1,
    status: violations.length > 0 ? 'stopped' : 'feasible',
    reasons: [],
    stopCause: null,
    violations,
    moved: { value: 0, share: 0, budget: null, price: 0, least: null },
    cost: { travel: 100, disruption: 0, total: 100 },
    bound: 99,
    gap: 0.01,
    relaxation: 'accounts may be shared',
    proof: 'prices',
    measures: [{ id: 'hours', unit: 'h', tolerance: 0.1 }],
    territories,
    assignments: samples.map(({ territory }, i) => ({
      accountId: `a${i}`,
      territoryId: territory < 0 ? null : `t${territory}`,
      locked: false,
    })),
  };
  return { plan, accounts };
}

/** Square areas of one degree, `columns` by `rows`, the south-west corner at 10 east, 40 north. */
export function squareAreas(columns: number, rows: number) {
  const features = Array.from({ length: columns * rows }, (_, i) => {
    const lon = 10 + (i % columns);
    const lat = 40 + Math.floor(i / columns);
    const ring = [
      [lon, lat],
      [lon + 1, lat],
      [lon + 1, lat + 1],
      [lon, lat + 1],
      [lon, lat],
    ];
    return {
      type: 'Feature' as const,
      properties: {},
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return { type: 'FeatureCollection' as const, features };
}
