import { InputError } from '../core/errors.js';
import { EARTH_RADIUS_KM, toUnitVectors } from '../geo/unitVectors.js';
import type { Measure } from '../model/measure.js';
import type { LoadLimit } from '../model/territory.js';
import { createFindings, type Findings, indexIds } from './findings.js';
import { checkLimitNames, findLimits, findShares } from './limits.js';
import type { BalanceProblem, GeometricTravel } from './problem.js';

/** A territory of {@link ColumnInput}. */
export interface ColumnTerritory {
  /** Unique, non-empty; its position in the list unless told. */
  readonly id?: string;
  /** The fixed point it grows round, in the coordinates of the units; absent for a free centre. */
  readonly seat?: { readonly lon: number; readonly lat: number } | { readonly x: number; readonly y: number };
  /** Its part of every measure relative to the other territories; 1 unless told. */
  readonly share?: number;
  /** Hard limits by measure id, on top of the tolerance. */
  readonly limits?: Readonly<Record<string, LoadLimit>>;
}

/** What a plan is made from, in columns: entry `[i]` of each belongs to unit i. */
export interface ColumnInput {
  /** Degrees, with `lat`; both NaN for a unit without a place. */
  readonly lon?: ArrayLike<number>;
  readonly lat?: ArrayLike<number>;
  /** Kilometres on a plane, with `y`, in place of `lon` and `lat`. */
  readonly x?: ArrayLike<number>;
  readonly y?: ArrayLike<number>;
  /** A column for each measure, by its id; `{}` limits nothing. */
  readonly loads: Readonly<Record<string, ArrayLike<number>>>;
  /** How many territories with free centres and equal shares there are, or a record for each. */
  readonly territories: number | readonly ColumnTerritory[];
  /** Relative band round the target, for all measures or by measure id: 0.05 is ±5 %. */
  readonly tolerance: number | Readonly<Record<string, number>>;
  /** Units go by their number unless told; unique, non-empty. */
  readonly unitIds?: readonly string[];
  /** Trips a unit needs in the period, the weight of its travel; 1 each unless told. */
  readonly trips?: ArrayLike<number>;
  /** `squaredDistance` (moment of inertia: round territories) unless told. */
  readonly metric?: 'distance' | 'squaredDistance';
  /** Road kilometres per straight or great-circle kilometre, 1 or more; 1 unless told. */
  readonly detourFactor?: number;
  /** The number of the territory that a unit must be in; -1 for none. */
  readonly locks?: ArrayLike<number>;
  /** The number of the territory that holds a unit before the change; -1 for none. */
  readonly incumbents?: ArrayLike<number>;
  /** What moving a unit disturbs; 1 each unless told. */
  readonly disruptionValue?: ArrayLike<number>;
  /** Cost of moving one unit of `disruptionValue` off its incumbent, in the unit of the travel cost; 0 unless told. */
  readonly disruptionWeight?: number;
  /** How much of `disruptionValue` may leave its incumbent at the most; no limit unless told. */
  readonly disruptionBudget?: number;
}

/** Wrong entries of one column that are named one by one. */
const MOST_NAMED = 100;

/**
 * Turns columns into a problem, so that nobody needs a million objects to plan a million points.
 *
 * @param input - columns of equal length; they are copied
 * @returns the problem; units and territories in the order given
 * @throws {@link InputError} naming every column of another length, bad number, half a coordinate and unknown measure
 * at once; of each column the first 100 bad entries and the count of the others
 * @remarks O(units x measures). The checks and the meaning of shares, tolerance and limits are those of
 * `prepareProblem`; families and skills need records.
 * @example
 * ```ts
 * import { balanceTerritories, prepareColumns } from 'bailiwick/balance';
 *
 * const problem = prepareColumns({
 *   x: [0, 1, 2, 10, 11, 12],
 *   y: [0, 0, 0, 5, 5, 5],
 *   loads: { visits: [4, 2, 4, 3, 3, 4] },
 *   territories: 2,
 *   tolerance: 0.1,
 * });
 * const { status, assignment, cost } = balanceTerritories(problem);
 * status; // => 'feasible'
 * assignment[0] === assignment[2]; // => true
 * cost.total; // => 4
 * ```
 */
export function prepareColumns(input: ColumnInput): BalanceProblem {
  const findings = createFindings();
  const { unitIds = [], metric = 'squaredDistance' } = input;
  const territories = listTerritories(input.territories, findings);
  const territoryIds = territories.map(({ id }, j) => id ?? String(j));
  indexIds(
    'territories',
    territoryIds.map((id) => ({ id })),
    findings,
  );
  const isPlane = input.x !== undefined || input.y !== undefined;
  const first = isPlane ? input.x : input.lon;
  const second = isPlane ? input.y : input.lat;
  const n = first?.length ?? 0;
  const k = territories.length;
  if (first === undefined || second === undefined || (isPlane && (input.lon ?? input.lat) !== undefined)) {
    findings.add(null, 'lon, lat, x, y', 'missing', 'lon and lat, or x and y', Object.keys(input).join(', '));
  }
  if (unitIds.length > 0) {
    checkLength('unitIds', unitIds, n, findings);
    indexIds(
      'units',
      unitIds.map((id) => ({ id })),
      findings,
    );
  }
  if (!['distance', 'squaredDistance'].includes(metric)) {
    findings.add(null, 'metric', 'unknown-word', 'distance or squaredDistance', metric);
  }
  const column = (field: string, values: ArrayLike<number> | undefined, missing: number) =>
    values === undefined ? new Float64Array(n).fill(missing) : copyColumn(field, values, n, findings);
  const indexes = (field: string, values: ArrayLike<number> | undefined) =>
    values === undefined ? new Int32Array(n).fill(-1) : copyIndexes(field, values, n, k, findings);
  const measures = listMeasures(input, findings);
  const loads = measures.map(({ id }) => column(`loads.${id}`, input.loads[id], 0));
  const shares = findShares(territories, findings);
  checkLimitNames(territories, measures, findings);
  const limits = measures.map((measure, m) => findLimits(measure, loads[m], territories, shares, findings));
  const detour = findings.number(0, 'detourFactor', input.detourFactor ?? 1, 1);
  const problem: BalanceProblem = {
    unitIds: [...unitIds],
    territoryIds,
    measureIds: measures.map(({ id }) => id),
    loads,
    targets: limits.map(({ target }) => target),
    lowers: limits.map(({ lower }) => lower),
    uppers: limits.map(({ upper }) => upper),
    trips: column('trips', input.trips, 1),
    travel: {
      kind: 'geometric',
      metric,
      ...(isPlane
        ? placeOnPlane(first ?? [], second ?? [], territories, findings)
        : placeOnGlobe(first ?? [], second ?? [], territories, findings)),
      scale: (isPlane ? 1 : EARTH_RADIUS_KM) * detour,
    },
    eligibleRow: new Int32Array(n),
    eligible: new Uint8Array(k).fill(1),
    locks: indexes('locks', input.locks),
    families: Int32Array.from(new Int32Array(n).keys()),
    incumbents: indexes('incumbents', input.incumbents),
    disruptionValue: column('disruptionValue', input.disruptionValue, 1),
    disruptionWeight: findings.number(0, 'disruptionWeight', input.disruptionWeight ?? 0, 0),
    disruptionBudget:
      input.disruptionBudget === undefined
        ? Number.POSITIVE_INFINITY
        : findings.number(0, 'disruptionBudget', input.disruptionBudget, 0),
  };
  if (findings.issues.length > 0) throw new InputError('balance columns', findings.issues);
  return problem;
}

function listTerritories(
  given: number | readonly ColumnTerritory[],
  findings: Findings,
): readonly ColumnTerritory[] {
  if (Array.isArray(given) && given.length > 0) return given;
  if (Number.isSafeInteger(given) && (given as number) > 0) {
    return Array.from({ length: given as number }, () => ({}));
  }
  findings.add(null, 'territories', 'empty', 'a count from 1, or at least one territory', given);
  return [];
}

function listMeasures({ loads, tolerance }: ColumnInput, findings: Findings): Measure[] {
  const ids = Object.keys(loads);
  if (typeof tolerance === 'number') return ids.map((id) => ({ id, tolerance }));
  for (const id of Object.keys(tolerance)) {
    if (!ids.includes(id)) {
      findings.add(null, 'tolerance', 'unknown-measure', 'the id of a given measure', id);
    }
  }
  return ids.map((id) => ({ id, tolerance: tolerance[id] }));
}

function checkLength(field: string, values: ArrayLike<unknown>, n: number, findings: Findings): boolean {
  if (values.length === n) return true;
  findings.add(
    null,
    field,
    'wrong-length',
    `${n} entries, one for each coordinate`,
    `${values.length} entries`,
  );
  return false;
}

/** Names the first bad entries of a column and counts the others. */
function createNamer(field: string, code: string, expected: string, findings: Findings) {
  let bad = 0;
  return {
    name: (row: number, value: unknown) => {
      if (bad++ < MOST_NAMED) findings.add(row, field, code, expected, value);
    },
    finish: () => {
      if (bad > MOST_NAMED) {
        findings.add(null, field, code, expected, `wrong in ${bad - MOST_NAMED} more rows`);
      }
    },
  };
}

function copyColumn(field: string, values: ArrayLike<number>, n: number, findings: Findings): Float64Array {
  const copy = new Float64Array(n);
  if (!checkLength(field, values, n, findings)) return copy;
  const namer = createNamer(field, 'out-of-range', 'a finite number from 0', findings);
  for (let i = 0; i < n; i++) {
    const value = values[i];
    copy[i] = value;
    if (!(typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY)) namer.name(i, value);
  }
  namer.finish();
  return copy;
}

function copyIndexes(
  field: string,
  values: ArrayLike<number>,
  n: number,
  k: number,
  findings: Findings,
): Int32Array {
  const copy = new Int32Array(n);
  if (!checkLength(field, values, n, findings)) return copy;
  const namer = createNamer(
    field,
    'unknown-territory',
    `-1, or the number of a territory, 0 to ${k - 1}`,
    findings,
  );
  for (let i = 0; i < n; i++) {
    copy[i] = values[i];
    if (!Number.isInteger(values[i]) || values[i] < -1 || values[i] >= k) namer.name(i, values[i]);
  }
  namer.finish();
  return copy;
}

type Placed = Pick<GeometricTravel, 'dimension' | 'places' | 'seats'>;

function placeOnGlobe(
  lon: ArrayLike<number>,
  lat: ArrayLike<number>,
  territories: readonly ColumnTerritory[],
  findings: Findings,
): Placed {
  const isOnEarth = (x: number, y: number) =>
    Number.isFinite(x) && Number.isFinite(y) && Math.abs(x) <= 180 && Math.abs(y) <= 90;
  const expected = 'lon from -180 to 180 and lat from -90 to 90, or NaN in both';
  checkPairs('lon/lat', lon, lat, isOnEarth, expected, findings);
  const seatLon = territories.map(({ seat }) => (seat && 'lon' in seat ? seat.lon : Number.NaN));
  const seatLat = territories.map(({ seat }) => (seat && 'lat' in seat ? seat.lat : Number.NaN));
  checkSeats(territories, seatLon, seatLat, isOnEarth, 'lon and lat on the globe', findings);
  return { dimension: 3, places: toUnitVectors(lon, lat), seats: toUnitVectors(seatLon, seatLat) };
}

function placeOnPlane(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  territories: readonly ColumnTerritory[],
  findings: Findings,
): Placed {
  const isGood = (a: number, b: number) => Number.isFinite(a) && Number.isFinite(b);
  checkPairs('x/y', x, y, isGood, 'finite x and y, or NaN in both', findings);
  const seatX = territories.map(({ seat }) => (seat && 'x' in seat ? seat.x : Number.NaN));
  const seatY = territories.map(({ seat }) => (seat && 'y' in seat ? seat.y : Number.NaN));
  checkSeats(territories, seatX, seatY, isGood, 'finite x and y', findings);
  return { dimension: 2, places: interleave(x, y), seats: interleave(seatX, seatY) };
}

function interleave(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  const pairs = new Float64Array(2 * x.length);
  for (let i = 0; i < x.length; i++) {
    pairs[2 * i] = x[i];
    pairs[2 * i + 1] = y[i];
  }
  return pairs;
}

function checkPairs(
  field: string,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  isGood: (a: number, b: number) => boolean,
  expected: string,
  findings: Findings,
): void {
  if (!checkLength(field, second, first.length, findings)) return;
  const namer = createNamer(field, 'out-of-range', expected, findings);
  for (let i = 0; i < first.length; i++) {
    const isMissing = Number.isNaN(first[i]) && Number.isNaN(second[i]);
    if (!isMissing && !isGood(first[i], second[i])) namer.name(i, `${first[i]}, ${second[i]}`);
  }
  namer.finish();
}

function checkSeats(
  territories: readonly ColumnTerritory[],
  first: readonly number[],
  second: readonly number[],
  isGood: (a: number, b: number) => boolean,
  expected: string,
  findings: Findings,
): void {
  territories.forEach(({ seat }, j) => {
    if (seat === undefined || isGood(first[j], second[j])) return;
    findings.add(j, 'territories.seat', 'out-of-range', expected, `${first[j]}, ${second[j]}`);
  });
}
