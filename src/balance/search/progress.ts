import type { Bound } from '../finish.js';
import type { BestPlan } from '../improve/improvePlan.js';
import type { BalanceOptions, BalanceProgress } from '../options.js';
import type { BalanceProblem } from '../problem.js';
import type { BalanceResult, LeastBudget, Reason } from '../result.js';
import type { SearchProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';

/** What the phases hand on; whatever is there when the search is stopped makes the result. */
export interface Progress {
  prices: Float64Array | null;
  bound: Bound | null;
  isUnbounded: boolean;
  /** The least by which limits would have to give, where they are proven not to be met together. */
  widening: readonly Reason[];
  best: BestPlan | null;
  isStopped: boolean;
  /** What is known about the least that has to move, once that was looked at. */
  least: LeastBudget | null;
  /** Why limits and budget cannot be met at once, where that is proven. */
  conflict: readonly Reason[];
}

/** Tells the caller in which phase the search is, and which share of the work is done. */
export type Report = (phase: BalanceProgress['phase'], share: number) => void;

/** One search: what its phases share. */
export interface Run {
  readonly search: SearchProblem;
  readonly options: BalanceOptions;
  readonly progress: Progress;
  readonly report: Report;
  readonly work: Work;
  /** Solves a problem next to this one, such as the one without the budget. */
  readonly solve: (problem: BalanceProblem, options: BalanceOptions, work: Work) => Task<BalanceResult>;
}

/** Starts with nothing known. */
export function createProgress(): Progress {
  return {
    prices: null,
    bound: null,
    isUnbounded: false,
    widening: [],
    best: null,
    isStopped: false,
    least: null,
    conflict: [],
  };
}

/** Reports with the best plan and bound so far. */
export function createReport(options: BalanceOptions, progress: Progress): Report {
  return (phase, share) => {
    const { best, bound } = progress;
    options.onProgress?.({
      phase,
      share,
      cost: best?.cost ?? null,
      excess: best?.excess ?? null,
      bound: bound?.value ?? null,
    });
  };
}
