import { InputError } from '../core/errors.js';
import { EARTH_RADIUS_KM } from '../geo/unitVectors.js';
import type { Measure } from '../model/measure.js';
import { createFindings, type Findings, indexIds } from './findings.js';
import { checkLimitNames, findLimits, findShares } from './limits.js';
import { checkCentreRule } from './prepare/checkCentreRule.js';
import { checkColumnShapes } from './prepare/checkColumnShapes.js';
import type { ColumnInput, ColumnTerritory } from './prepare/columnInput.js';
import { checkLength, copyColumn, copyIndexes } from './prepare/copyColumns.js';
import { placeOnGlobe, placeOnPlane } from './prepare/placeColumns.js';
import type { BalanceProblem } from './problem.js';

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
  checkColumnShapes(input);
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
  checkCentreRule('centre', metric, input.centre, findings);
  const column = (field: string, values: ArrayLike<number> | undefined, missing: number) =>
    values === undefined ? new Float64Array(n).fill(missing) : copyColumn(field, values, n, findings);
  const indexes = (field: string, values: ArrayLike<number> | undefined) =>
    values === undefined ? new Int32Array(n).fill(-1) : copyIndexes(field, values, n, k, findings);
  const measures = listMeasures(input, findings);
  const loads = measures.map(({ id }) => column(`loads.${id}`, input.loads[id], 0));
  const shares = findShares(territories, findings);
  checkLimitNames(territories, measures, findings);
  const limits = measures.map((measure, m) => findLimits(measure, loads[m], territories, shares, findings));
  const detour = findings.number(null, 'detourFactor', input.detourFactor ?? 1, 1);
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
      ...(input.centre !== undefined && { centre: input.centre }),
    },
    eligibleRow: new Int32Array(n),
    eligible: new Uint8Array(k).fill(1),
    needs: [''],
    locks: indexes('locks', input.locks),
    families: Int32Array.from(new Int32Array(n).keys()),
    incumbents: indexes('incumbents', input.incumbents),
    disruptionValue: column('disruptionValue', input.disruptionValue, 1),
    disruptionWeight: findings.number(null, 'disruptionWeight', input.disruptionWeight ?? 0, 0),
    disruptionBudget:
      input.disruptionBudget === undefined
        ? Number.POSITIVE_INFINITY
        : findings.number(null, 'disruptionBudget', input.disruptionBudget, 0),
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
