import { giveWay } from '../../core/giveWay.js';
import { createWork, runTask, runTaskAsync, Stopped, type Task, type Work } from '../work.js';
import { type AssignmentProblem, listPairs, type Pairs } from './assignmentProblem.js';
import { findBooksConflicts, proveConflict } from './booksConflicts.js';
import { type BooksOptions, type BooksProgress, resolveBooksOptions } from './booksOptions.js';
import { type BooksOutcome, type BooksResult, createBooksResult, roundUp } from './booksResult.js';
import { createBooksState } from './booksState.js';
import { createBooksSearch } from './improveBooks.js';
import { createKnapsackBound } from './knapsackBound.js';
import { climbPrices } from './priceBound.js';
import { startByRegret } from './startByRegret.js';

/** Rounds of the sharper bound after the first cycle, before dives need its prices, and after every other one. */
const FIRST_ROUNDS = 100;
const BOUND_ROUNDS = 25;

/**
 * Assigns units to books at least cost within the capacities of all measures (generalised assignment), with a bound.
 *
 * @param problem - costs or affinities, loads and capacities, in columns
 * @param options - see {@link BooksOptions}
 * @returns the best plan found and what is known about it; arrays are the caller's to keep
 * @throws {@link InputError} naming every entry that is wrong at once; {@link OptionsError} for options
 * @remarks Prices of capacities by subgradients give the linear bound, prices of units with one knapsack for each book
 * a sharper one; the plan is found by iterated local search with ejection chains and regrouping. A cycle takes
 * O(pairs) and a number of chains that grows with the units; deterministic unless a time limit or a signal ends it.
 * Minimising is NP-hard, so a plan with a gap may still be the best. S. Martello, P. Toth: Knapsack Problems, 1990,
 * chapter 7.
 * @example
 * ```ts
 * import { assignBooks } from 'bailiwick/balance';
 *
 * const result = assignBooks({
 *   unitIds: ['Acme', 'Bolt', 'Cone'],
 *   territoryIds: ['Ann', 'Ben'],
 *   costs: { kind: 'dense', values: [1, 5, 2, 4, 1, 3] },
 *   measures: [{ id: 'hours', capacities: [10, 10], per: 'unit', loads: [6, 5, 4] }],
 * });
 * result.status; // => 'optimal'
 * Array.from(result.assignment); // => [0, 1, 0]
 * result.cost; // => 6
 * result.bound; // => 6
 * ```
 */
export function assignBooks(problem: AssignmentProblem, options?: Partial<BooksOptions>): BooksResult {
  const resolved = resolveBooksOptions(options);
  const work = createWork(resolved);
  return runTask(solve(listPairs(problem), resolved, work), work);
}

/**
 * The same as {@link assignBooks}, giving way to everything else every few milliseconds.
 *
 * @param problem - costs or affinities, loads and capacities, in columns
 * @param options - see {@link BooksOptions}; `signal` ends the search at the next pause, with the best plan so far
 * @returns a promise of the same plan, byte for byte
 * @throws {@link InputError} or {@link OptionsError}, by rejection
 */
export async function assignBooksAsync(
  problem: AssignmentProblem,
  options?: Partial<BooksOptions>,
): Promise<BooksResult> {
  const resolved = resolveBooksOptions(options);
  const work = createWork(resolved);
  return runTaskAsync(solve(listPairs(problem), resolved, work), work, giveWay);
}

/** Check, price, construct, improve and bound in turn, result. */
function* solve(pairs: Pairs, options: BooksOptions, work: Work): Task<BooksResult> {
  const prices = new Float64Array(pairs.k * pairs.M);
  const outcome: BooksOutcome = {
    conflicts: findBooksConflicts(pairs),
    prices: { prices, value: Number.NEGATIVE_INFINITY },
    best: null,
    sharperBound: Number.NEGATIVE_INFINITY,
    isStopped: false,
  };
  const report = (phase: BooksProgress['phase']) => {
    const bound = Math.max(outcome.prices.value, outcome.sharperBound);
    const { cost = null, excess = null } = outcome.best ?? {};
    options.onProgress?.({ phase, cost, excess, bound: bound > Number.NEGATIVE_INFINITY ? bound : null });
  };
  try {
    yield* searchBooks(pairs, options, outcome, report, work);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    outcome.isStopped = true;
  }
  const result = createBooksResult(pairs, outcome, options, work);
  report('done');
  return result;
}

function* searchBooks(
  pairs: Pairs,
  options: BooksOptions,
  outcome: BooksOutcome,
  report: (phase: BooksProgress['phase']) => void,
  work: Work,
): Task<void> {
  report('price');
  yield* climbPrices(pairs, outcome.prices, work);
  const { prices } = outcome.prices;
  const first = startByRegret(pairs, prices);
  const sharper = createKnapsackBound(pairs, prices);
  const search = createBooksSearch(createBooksState(pairs, prices, first), sharper, options.seed);
  const { best } = search;
  outcome.best = best;
  const isProven = () =>
    best.excess === 0 &&
    best.cost - roundUp(pairs, Math.max(outcome.prices.value, outcome.sharperBound)) <=
      options.optimalGap * Math.abs(best.cost);
  let rounds = outcome.conflicts.length > 0 ? 0 : options.boundRounds;
  // Where no unit has a choice there is nothing to look at, however many cycles are asked for.
  const cycles = pairs.start.some((from, i) => pairs.start[i + 1] - from > 1)
    ? options.cycles
    : Math.min(1, options.cycles);
  for (let cycle = 0; (cycle < cycles || rounds > 0) && !isProven(); cycle++) {
    if (cycle < cycles) {
      report('improve');
      yield* search.cycle(work);
    }
    if (rounds === 0) continue;
    report('bound');
    const target = best.excess === 0 ? best.cost : Number.POSITIVE_INFINITY;
    const most = Math.min(rounds, cycle === 0 ? FIRST_ROUNDS : BOUND_ROUNDS);
    yield* sharper.climb(most, target, work);
    rounds = sharper.isDone() ? 0 : rounds - most;
    outcome.sharperBound = sharper.value;
  }
  if (best.excess === 0 || outcome.conflicts.length > 0) return;
  const conflict = yield* proveConflict(pairs, work);
  if (conflict !== null) outcome.conflicts.push(conflict);
}
