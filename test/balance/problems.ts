import fc from 'fast-check';
import type { BalanceInput } from '../../src/balance/prepare/balanceInput.js';
import { prepareProblem } from '../../src/balance/prepare.js';
import type { BalanceProblem } from '../../src/balance/problem.js';
import { createRandom } from '../../src/core/random.js';
import { flatten } from './variants.js';

/** What a random problem may have; everything unless told. */
export interface ProblemShape {
  readonly minUnits?: number;
  readonly maxUnits?: number;
  readonly minTerritories?: number;
  readonly maxTerritories?: number;
  readonly travel?: readonly ('globe' | 'plane' | 'matrix')[];
  readonly seats?: readonly ('fixed' | 'free' | 'mixed')[];
  readonly tolerances?: readonly number[];
  /** Whether units may have incumbents, and so something to move; true unless told. */
  readonly incumbents?: boolean;
}

/** Degrees to about ten centimetres: what a file of places holds. */
const degrees = (min: number, max: number) =>
  fc.integer({ min: min * 1e6, max: max * 1e6 }).map((millionths) => millionths / 1e6);
/** Poles, the antimeridian from both sides, equal places, a crowded town, anywhere. */
const place = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom([0, 90], [77, -90], [180, 10], [-180, 10], [179.9, 10], [0, 0]) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(degrees(2, 2.5), degrees(48, 49)),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(degrees(-180, 180), degrees(-90, 90)),
  },
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq: number) => fc.option(arbitrary, { nil: undefined, freq });
/** Mostly small whole numbers, some none, some that outweigh all others, some broken ones. */
const load = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 30, max: 3000 }) },
  { weight: 3, arbitrary: fc.double({ min: 0.01, max: 10, noNaN: true }) },
);
const unit = fc.record({
  place: maybe(place, 12),
  loads: fc.tuple(load, load, load),
  trips: fc.oneof(fc.constantFrom(1, 1, 2, 12, 0), fc.double({ min: 0.01, max: 50, noNaN: true })),
  // fast-check's `freq: f` makes nothing of one in f, so rare things are written as their opposite.
  lock: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(9) }),
  parent: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(99) }),
  incumbent: maybe(fc.nat(9), 2),
  group: fc.constantFrom(0, 0, 0, 1, 2),
  value: fc.constantFrom(0, 1, 1, 10, 0.3),
});
/** A unit that nobody holds yet. */
const newUnit = unit.map((drawn) => ({ ...drawn, incumbent: undefined }));
const limit = fc.record({
  min: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(20) }),
  max: fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.integer({ min: 20, max: 200 }) },
  ),
});
const territory = fc.record({
  seat: place,
  isFree: fc.boolean(),
  share: fc.constantFrom(1, 1, 1, 2, 0.7),
  limit,
});

/** Records of a random problem. Some have no plan within the limits. */
export function anyInput(shape: ProblemShape = {}): fc.Arbitrary<BalanceInput> {
  const { minUnits = 0, maxUnits = 25, minTerritories = 1, maxTerritories = 6 } = shape;
  return fc
    .record({
      units: fc.array(shape.incumbents === false ? newUnit : unit, {
        minLength: minUnits,
        maxLength: maxUnits,
        size: 'max',
      }),
      territories: fc.array(territory, { minLength: minTerritories, maxLength: maxTerritories, size: 'max' }),
      tolerances: fc.array(
        fc.constantFrom(...(shape.tolerances ?? [0, 0.05, 0.2, 0.5, 2, Number.POSITIVE_INFINITY])),
        { maxLength: 3 },
      ),
      travel: fc.constantFrom(...(shape.travel ?? ['globe', 'plane', 'matrix'])),
      seats: fc.constantFrom(...(shape.seats ?? ['fixed', 'fixed', 'free', 'mixed'])),
      metric: fc.constantFrom('distance' as const, 'squaredDistance' as const),
      keepFamilies: fc.boolean(),
      hasLocks: fc.boolean(),
      hasLimits: fc.boolean(),
      hasGroups: fc.boolean(),
      isHeavyTailed: fc.boolean(),
      disruptionWeight: fc.constantFrom(0, 0, 1, 300),
      budgetShare: fc.constantFrom(undefined, undefined, 0, 0.1, 0.3, 0.6),
      salt: fc.nat(1000),
    })
    .map((drawn) => toInput(drawn));
}

interface Drawn {
  units: {
    place: readonly number[] | undefined;
    loads: readonly number[];
    trips: number;
    lock: number | undefined;
    parent: number | undefined;
    incumbent: number | undefined;
    group: number;
    value: number;
  }[];
  territories: {
    seat: readonly number[];
    isFree: boolean;
    share: number;
    limit: { min: number | undefined; max: number | undefined };
  }[];
  tolerances: number[];
  travel: 'globe' | 'plane' | 'matrix';
  seats: 'fixed' | 'free' | 'mixed';
  metric: 'distance' | 'squaredDistance';
  keepFamilies: boolean;
  hasLocks: boolean;
  hasLimits: boolean;
  hasGroups: boolean;
  isHeavyTailed: boolean;
  disruptionWeight: number;
  budgetShare: number | undefined;
  salt: number;
}

function toInput(drawn: Drawn): BalanceInput {
  const { units, territories, tolerances, metric, salt } = drawn;
  const k = territories.length;
  const idOf = (j: number) => `t${j % k}`;
  const random = createRandom(salt);
  const costs = units.map(() => territories.map(() => random.nextBelow(100) / 4));
  const loadOf = (drawnLoad: number) => (drawn.isHeavyTailed ? drawnLoad : Math.min(drawnLoad, 9));
  const isFree = (t: Drawn['territories'][number]) =>
    drawn.travel !== 'matrix' && (drawn.seats === 'free' || (drawn.seats === 'mixed' && t.isFree));
  return {
    accounts: units.map((drawnUnit, i) => ({
      id: `u${i}`,
      ...(drawnUnit.place && { lon: drawnUnit.place[0], lat: drawnUnit.place[1] }),
      measures: {
        m0: loadOf(drawnUnit.loads[0]),
        m1: loadOf(drawnUnit.loads[1]),
        m2: loadOf(drawnUnit.loads[2]),
      },
      attributes: { trips: drawnUnit.trips, value: drawnUnit.value, group: drawnUnit.group },
      ...(drawnUnit.parent !== undefined && { parentId: `u${drawnUnit.parent % units.length}` }),
      ...(drawnUnit.incumbent !== undefined && { incumbentId: idOf(drawnUnit.incumbent) }),
    })),
    territories: territories.map((t, j) => ({
      id: idOf(j),
      repIds: [],
      ...(!isFree(t) && { seat: { lon: t.seat[0], lat: t.seat[1] } }),
      share: t.share,
      ...(drawn.hasLimits && tolerances.length > 0 && { limits: { m0: definedOnly(t.limit) } }),
    })),
    measures: tolerances.map((tolerance, m) => ({ id: `m${m}`, tolerance })),
    locks: units.flatMap(({ lock }, i) =>
      lock === undefined || !drawn.hasLocks ? [] : [{ accountId: `u${i}`, territoryId: idOf(lock) }],
    ),
    travel:
      drawn.travel === 'matrix'
        ? { kind: 'matrix', costs }
        : { kind: 'greatCircle', metric, detourFactor: 1.25 },
    trips: ({ attributes }) => attributes.trips as number,
    keepFamilies: drawn.keepFamilies,
    isEligible: ({ attributes }, { id }) =>
      !drawn.hasGroups || attributes.group === 0 || (Number(id.slice(1)) + salt) % 3 !== attributes.group,
    disruptionWeight: drawn.disruptionWeight,
    ...(drawn.budgetShare !== undefined && { disruptionBudget: { share: drawn.budgetShare } }),
    disruptionValue: ({ attributes }) => attributes.value as number,
  };
}

function definedOnly({ min, max }: { min: number | undefined; max: number | undefined }) {
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

/** Columns of a random problem; where the shape allows a plane, some of them lie in one. */
export function anyProblem(shape: ProblemShape = {}): fc.Arbitrary<BalanceProblem> {
  const kinds = shape.travel ?? ['globe', 'plane', 'matrix'];
  const geometric = anyInput({ ...shape, travel: ['globe'] }).map(prepareProblem);
  const matrix = anyInput({ ...shape, travel: ['matrix'] }).map(prepareProblem);
  return fc.oneof(
    ...kinds.map((kind) =>
      kind === 'matrix' ? matrix : kind === 'globe' ? geometric : geometric.map(flatten),
    ),
  );
}
