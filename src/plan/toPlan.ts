import type { BalanceInput } from '../balance/prepare/balanceInput.js';
import type { BalanceProblem } from '../balance/problem.js';
import type { BalanceResult } from '../balance/result.js';
import { toLonLat } from '../geo/unitVectors.js';
import type { Place } from '../model/place.js';
import type { Plan, PlanTerritory } from './plan.js';

/** Writes a result of the engine as plain JSON: ids for indexes, `null` for what is infinite or absent. */
export function toPlan(input: BalanceInput, problem: BalanceProblem, result: BalanceResult): Plan {
  return {
    format: 'bailiwick-plan',
    formatVersion: 1,
    libraryVersion: result.version,
    seed: result.seed,
    status: result.status,
    reasons: result.reasons,
    stopCause: result.stopCause,
    violations: result.violations.map((one) => ({ ...one, upper: finiteOrNull(one.upper) })),
    moved: { ...result.moved, price: result.moved.price + 0 },
    cost: result.cost,
    bound: result.bound,
    gap: result.gap,
    relaxation: result.relaxation,
    proof: result.proof,
    measures: input.measures.map((measure) => ({ ...measure, tolerance: finiteOrNull(measure.tolerance) })),
    territories: toTerritories(input, problem, result),
    assignments: input.accounts.map(({ id }, i) => ({
      accountId: id,
      territoryId: result.assignment[i] < 0 ? null : input.territories[result.assignment[i]].id,
      locked: problem.locks[i] >= 0,
    })),
  };
}

function toTerritories(input: BalanceInput, problem: BalanceProblem, result: BalanceResult): PlanTerritory[] {
  const counts = new Int32Array(input.territories.length);
  for (const j of result.assignment) if (j >= 0) counts[j]++;
  return input.territories.map(({ id, repIds, seat }, j) => {
    const byMeasure = <T>(pick: (m: number) => T): Record<string, T> =>
      Object.fromEntries(problem.measureIds.map((measureId, m) => [measureId, pick(m)]));
    const unit = result.centreUnits?.[j] ?? -1;
    return {
      id,
      repIds: [...repIds],
      seat: seat ? toPlace(seat) : null,
      centre: toCentre(result.centres, j, seat),
      ...(unit >= 0 && { centreAccountId: input.accounts[unit].id }),
      accounts: counts[j],
      loads: byMeasure((m) => result.loads[m][j]),
      targets: byMeasure((m) => problem.targets[m][j]),
      lowers: byMeasure((m) => problem.lowers[m][j]),
      uppers: byMeasure((m) => finiteOrNull(problem.uppers[m][j])),
      prices: byMeasure((m) => result.prices[m][j] + 0),
    };
  });
}

/** The seat as it was given, or the free centre in degrees. */
function toCentre(centres: Float64Array | null, j: number, seat: Place | undefined): Place | null {
  if (centres === null || Number.isNaN(centres[3 * j])) return null;
  if (seat) return toPlace(seat);
  const [lon, lat] = toLonLat(centres[3 * j], centres[3 * j + 1], centres[3 * j + 2]);
  return toPlace({ lon, lat });
}

/** Just the place, and 0 for -0: JSON knows no other. */
function toPlace({ lon, lat }: Place): Place {
  return { lon: lon + 0, lat: lat + 0 };
}

/** JSON knows no infinity. */
function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
