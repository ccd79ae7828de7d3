import { reason, show, some } from '../explain.js';
import type { Reason } from '../result.js';
import type { SearchProblem } from '../searchProblem.js';

/** Limits are met by loads this share outside them. */
const ROUNDING = 1e-9;

/** Limits between which no sum of loads can be, where loads are whole numbers: 19.4 to 19.8 accounts are none. */
export function findStepConflicts({ M, k, problem, measures, unassignable }: SearchProblem): Reason[] {
  const reasons: Reason[] = [];
  for (let m = 0; m < M; m++) {
    const measure = measures[m];
    const measureId = problem.measureIds[measure];
    const step = greatestDivisor(problem.loads[measure]);
    if (step === 0) continue;
    const least = problem.lowers[measure].map((low) => step * Math.ceil((low * (1 - ROUNDING)) / step));
    const most = problem.uppers[measure].map((high) => step * Math.floor((high * (1 + ROUNDING)) / step));
    const empty = Array.from({ length: k }, (_, j) => j).filter((j) => least[j] > most[j]);
    const inSteps = `loads of ${measureId} come in steps of ${step}`;
    if (empty.length > 0) {
      const ids = empty.map((j) => problem.territoryIds[j]);
      const low = problem.lowers[measure][empty[0]];
      const high = problem.uppers[measure][empty[0]];
      const noun = ids.length === 1 ? 'territory' : 'territories';
      reasons.push(
        reason({
          code: 'limits-conflict',
          message: `${inSteps}, and none lies within the limits of ${noun} ${some(ids)}, such as ${show(low)} to ${show(high)}`,
          territoryIds: ids,
          measureId,
          required: low,
          available: high,
        }),
      );
      continue;
    }
    const total = sum(problem.loads[measure]);
    if (unassignable.length > 0 || total > Number.MAX_SAFE_INTEGER) continue;
    const territoryIds = problem.territoryIds;
    if (sum(most) < total) {
      const message = `${inSteps}, so that all territories together may have at most ${show(sum(most))}, but there are ${show(total)}`;
      const parts = { territoryIds, measureId, required: total, available: sum(most) };
      reasons.push(reason({ code: 'total-above-limits', message, ...parts }));
    } else if (sum(least) > total) {
      const message = `${inSteps}, so that all territories together need at least ${show(sum(least))}, but there are ${show(total)}`;
      const parts = { territoryIds, measureId, required: sum(least), available: total };
      reasons.push(reason({ code: 'total-below-limits', message, ...parts }));
    }
  }
  return reasons;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** The greatest common divisor of loads that are whole numbers; 0 where they are not, or none is above 0. */
function greatestDivisor(loads: Float64Array): number {
  let step = 0;
  for (let i = 0; i < loads.length; i++) {
    const load = loads[i];
    if (!Number.isSafeInteger(load)) return 0;
    // Nearly all loads are multiples of the step so far: exact, and sooner known than a remainder.
    if (step > 0 && Math.floor(load / step) * step === load) continue;
    let rest = load;
    while (rest !== 0) [step, rest] = [rest, step % rest];
  }
  return step;
}
