import type { StopCause } from '../core/budget.js';
import { giveWay } from '../core/giveWay.js';
import { type OptionCheck, resolveOptions } from '../core/options.js';
import { arrangeSeats } from './arrangeSeats.js';
import { endChecks, noEnds, type SearchEnds } from './searchEnds.js';
import { checkSeatProblem, type SeatProblem } from './seatProblem.js';
import { canHold } from './transport/canHold.js';
import { certifySeats, type SeatCertificate, type SeatSplit } from './transport/certifySeats.js';
import { createField } from './transport/seatField.js';
import { clampLimits, seekSeats } from './transport/solveSeats.js';
import { createWork, finishNow, runTask, runTaskAsync, Stopped, type Task, type Work } from './work.js';

/** A plan whose cost exceeds its bound by a larger share is not called optimal. */
const OPTIMAL_GAP = 1e-9;

/** Where to start and when to stop. */
export interface SeatOptions extends SearchEnds {
  /** Prices of a like problem, such as the one solved before; the optimum is the same, found sooner. Default none. */
  readonly prices: Float64Array | null;
}

/** The cheapest assignment, with the prices that prove it. */
export interface SeatAssignment {
  /**
   * `optimal`: within the limits, `gap` at most 1e-9. `feasible`: the same, but rounding errors are larger than that.
   * `infeasible`: no assignment is within the limits, even of split units. `stopped`: the search ended before. In the
   * last two every unit is where its cost and the prices so far are least.
   */
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'stopped';
  /** Why it is infeasible, in words; `null` otherwise. */
  readonly reason: string | null;
  /** What ended the search early; `null` where it ended by itself. */
  readonly stopCause: StopCause | null;
  /** Entry `[i]` is the seat with the largest part of unit i; -1 where no seat may hold it. */
  readonly assignment: Int32Array;
  /** The parts of the units that are split between seats, fewer units than seats; empty where all are whole. */
  readonly splits: readonly SeatSplit[];
  /** Entry `[j]` is the load of seat j, parts included. */
  readonly loads: Float64Array;
  /** Entry `[j]` is what one more unit of limit would save: positive at an upper limit, negative at a lower one. */
  readonly prices: Float64Array;
  /** Trips times distance, squared distance or matrix cost, summed over units, parts in proportion. */
  readonly cost: number;
  /** No assignment within the limits, of whole or split units, costs less; `null` where there is none. */
  readonly bound: number | null;
  /** `(cost - bound) / cost`; `null` where a limit is not met. */
  readonly gap: number | null;
  /** Elementary evaluations that were made. */
  readonly evaluations: number;
}

const defaults: SeatOptions = /* @__PURE__ */ Object.freeze({
  prices: null,
  ...noEnds,
});

/**
 * Assigns units with one load to fixed seats within limits at the least cost, exactly; units may be split.
 *
 * @param problem - units, seats and limits in columns; nothing given is kept or changed
 * @param options - see {@link SeatOptions}
 * @returns the optimum with prices, bound and gap; arrays are the caller's to keep
 * @throws {@link InputError} with one issue for every column or entry that is wrong
 * @throws {@link OptionsError} where an option is unknown or out of range
 * @remarks The transportation problem: at most k - 1 units are split. Near-linear in n where units have places, for
 * far fewer seats than units; a matrix is read some twenty times. The same bytes on every runtime unless it is
 * stopped by time or a signal. For whole units, several loads, locks and families see {@link balanceTerritories}.
 * @example
 * ```ts
 * import { assignToSeats } from 'bailiwick/balance';
 *
 * const { status, assignment, splits, prices, cost, gap } = assignToSeats({
 *   travel: {
 *     kind: 'geometric', dimension: 2, metric: 'distance', scale: 1,
 *     places: Float64Array.of(0, 0, 1, 0, 2, 0, 9, 0),
 *     seats: Float64Array.of(0, 0, 10, 0),
 *   },
 *   loads: Float64Array.of(2, 2, 2, 2),
 *   lowers: Float64Array.of(0, 0),
 *   uppers: Float64Array.of(5, 5),
 * });
 * status; // => 'optimal'
 * Array.from(assignment); // => [0, 0, 0, 1]
 * splits; // => [{ unit: 2, seat: 0, load: 1 }, { unit: 2, seat: 1, load: 1 }]
 * prices[0] - prices[1]; // => 6
 * cost; // => 14
 * gap; // => 0
 * ```
 */
export function assignToSeats(problem: SeatProblem, options?: Partial<SeatOptions>): SeatAssignment {
  const { resolved, work } = resolve(problem, options);
  return runTask(solve(problem, resolved, work), work);
}

/**
 * The same as {@link assignToSeats}, giving way to everything else every few milliseconds.
 *
 * @param problem - units, seats and limits in columns; must not change meanwhile
 * @param options - see {@link SeatOptions}; `signal` ends the search at the next pause
 * @returns a promise of the same assignment, byte for byte
 * @throws {@link InputError} (by rejection) with one issue for every column or entry that is wrong
 * @throws {@link OptionsError} (by rejection) where an option is unknown or out of range
 */
export async function assignToSeatsAsync(
  problem: SeatProblem,
  options?: Partial<SeatOptions>,
): Promise<SeatAssignment> {
  const { resolved, work } = resolve(problem, options);
  return runTaskAsync(solve(problem, resolved, work), work, giveWay);
}

function resolve(problem: SeatProblem, options: Partial<SeatOptions> | undefined) {
  const k = problem?.lowers?.length;
  const arePrices: OptionCheck = (value) =>
    value === null || (value instanceof Float64Array && value.length === k && value.every(Number.isFinite))
      ? null
      : `a Float64Array of ${k} finite prices`;
  const resolved = resolveOptions('assignToSeats', defaults, options, {
    prices: arePrices,
    ...endChecks(options),
  });
  checkSeatProblem(problem);
  return { resolved, work: createWork(resolved) };
}

function* solve(problem: SeatProblem, options: SeatOptions, work: Work): Task<SeatAssignment> {
  const { store, places } = arrangeSeats(problem);
  const k = problem.lowers.length;
  const field = createField(store, places, k);
  const limits = clampLimits(field, { lower: problem.lowers, upper: problem.uppers });
  const prices = options.prices?.slice() ?? new Float64Array(k);
  const describe = ({ primal, ...rest }: Omit<SeatCertificate, 'bound'>) => ({
    ...rest,
    prices,
    cost: primal,
    evaluations: work.spent(),
  });
  const none = { reason: null, stopCause: null, bound: null, gap: null };
  if (!canHold(field, limits)) {
    const { bound: _, ...nearest } = finishNow(certifySeats(field, limits, prices, null, work));
    return { ...none, status: 'infeasible', reason: explain(problem), ...describe(nearest) };
  }
  try {
    const settled = yield* seekSeats(field, places, limits, prices, options.prices === null, work);
    const { bound, ...found } = yield* certifySeats(field, limits, prices, settled, work);
    const gap = found.primal > 0 ? (found.primal - bound) / found.primal : 0;
    const status = gap <= OPTIMAL_GAP ? 'optimal' : 'feasible';
    return { ...none, status, ...describe(found), bound, gap };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    const { bound, ...nearest } = finishNow(certifySeats(field, limits, prices, null, work));
    return {
      ...none,
      status: 'stopped',
      stopCause: work.stopCause(),
      ...describe(nearest),
      bound: Math.max(0, bound),
    };
  }
}

/** Why no assignment is within the limits. */
function explain({ loads, lowers, uppers }: SeatProblem): string {
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const show = (value: number) => String(Number(value.toPrecision(6)));
  const whole = total(loads);
  const crossed = lowers.findIndex((lower, j) => lower > uppers[j]);
  if (crossed >= 0)
    return `seat ${crossed} must have at least ${show(lowers[crossed])}, but at most ${show(uppers[crossed])}`;
  if (whole > total(uppers))
    return `all units have ${show(whole)}, but all seats may have ${show(total(uppers))}`;
  if (whole < total(lowers))
    return `all seats need ${show(total(lowers))}, but all units have ${show(whole)}`;
  return 'units that only some seats may hold have more than those may have, or less than the others need';
}
