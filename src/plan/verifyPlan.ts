import type { BalanceInput } from '../balance/prepare/balanceInput.js';
import type { BalanceCost } from '../balance/result.js';
import { numberIn, resolveOptions } from '../core/options.js';
import type { Plan } from './plan.js';
import { checkAssignments } from './verify/checkAssignments.js';
import { checkCentres } from './verify/checkCentres.js';
import { checkCost } from './verify/checkCost.js';
import { checkFormat } from './verify/checkFormat.js';
import { checkLoads } from './verify/checkLoads.js';
import { checkMoved } from './verify/checkMoved.js';
import { findShapeFaults } from './verify/findShapeFaults.js';
import { isClose, type PlanCheck, toCheck } from './verify/planCheck.js';
import { readRecords } from './verify/readRecords.js';

/** How strictly a plan is judged. */
export interface VerifyOptions {
  /** Largest relative difference of two numbers that count as the same. Default 1e-9. */
  readonly tolerance: number;
  /** Largest gap of a plan that may call itself optimal; give the `optimalGap` it was made with. Default 1e-6. */
  readonly optimalGap: number;
}

/** The judgement on a plan. */
export interface PlanVerification {
  /** Whether every check holds. */
  readonly ok: boolean;
  /** In a fixed order. Where `format` or `records` does not hold, nothing after them is looked at. */
  readonly checks: readonly PlanCheck[];
  /** The cost, computed anew; `null` where it was not looked at. */
  readonly cost: BalanceCost | null;
  /** By measure id: the largest `abs(load - target) / target`, computed anew; empty where not looked at. */
  readonly imbalance: Readonly<Record<string, number>>;
  /** The bound that the plan's prices prove, computed anew; `null` where no bound is claimed or a centre is free. */
  readonly provenBound: number | null;
}

const defaultVerifyOptions: VerifyOptions = /* @__PURE__ */ Object.freeze({
  tolerance: 1e-9,
  optimalGap: 1e-6,
});

/**
 * Judges a plan by the records it was made from, in code that shares nothing with the engine.
 *
 * @param input - the records and rules, as given to `solvePlan`
 * @param plan - the plan, from anywhere
 * @param options - see {@link VerifyOptions}
 * @returns `ok`, and one check for each thing that was looked at
 * @throws `OptionsError` for an unknown option or a bad value
 * @remarks
 * The rules. Accounts: each exactly once, each in a known territory. Eligibility: at least one rep of the territory
 * has all the skills that the account requires, so a territory without reps holds no account that requires any; and
 * `isEligible`, where given, agrees. Targets: the measure's total times `share` over the sum of shares. Limits: target
 * times `1 ± tolerance`, narrowed by the limits of the territory. Travel: trips times distance to the seat (to the
 * `centre` that the plan states where there is no seat) times the detour factor. Centres: where `travel.centre` says
 * that they follow their accounts, they are at the mean, or the account from which all cost least. Moved: what is not
 * where it comes from, by disruption value, within the disruption budget. Bound: proven by the plan's own
 * `prices` through Lagrangian duality, unless a centre is free. A plan that is honestly infeasible fails `limits`,
 * `moved` or `assigned` and nothing else.
 *
 * O(accounts x territories x measures), deterministic.
 * @example
 * ```ts
 * import { solvePlan, verifyPlan } from 'bailiwick/plan';
 *
 * const input = {
 *   accounts: [
 *     { id: 'a', lon: 10.7, lat: 59.9, measures: { hours: 40 }, attributes: {} },
 *     { id: 'b', lon: 18.1, lat: 59.3, measures: { hours: 50 }, attributes: {} },
 *   ],
 *   territories: [
 *     { id: 'west', repIds: [], seat: { lon: 10, lat: 60 } },
 *     { id: 'east', repIds: [], seat: { lon: 18, lat: 59 } },
 *   ],
 *   measures: [{ id: 'hours', tolerance: 0.2 }],
 * };
 * const plan = solvePlan(input);
 * verifyPlan(input, plan).ok; // => true
 *
 * const forged = { ...plan, cost: { ...plan.cost, travel: 1 } };
 * const failed = verifyPlan(input, forged).checks.filter((check) => !check.ok);
 * failed.map((check) => check.name); // => ['travel']
 * ```
 */
export function verifyPlan(
  input: BalanceInput,
  plan: Plan,
  options?: Partial<VerifyOptions>,
): PlanVerification {
  const { tolerance, optimalGap } = resolveOptions('verifyPlan', defaultVerifyOptions, options, {
    tolerance: numberIn(0, 1),
    optimalGap: numberIn(0, 1),
  });
  const format = checkFormat(plan);
  const shape = toCheck('records', 'the records can be read', findShapeFaults(input));
  const records = shape.ok ? readRecords(input) : null;
  if (!format.ok || !records?.check.ok) {
    const checks = [format, records?.check ?? shape];
    return { ok: false, checks, cost: null, imbalance: {}, provenBound: null };
  }
  const assigned = checkAssignments(input, plan, records);
  const loads = checkLoads(input, plan, records, assigned.assignment, tolerance);
  const moved = checkMoved(input, plan, assigned.assignment, tolerance);
  const costs = checkCost(input, plan, records, assigned.assignment, moved.budget, tolerance);
  const isWithinLimits =
    loads.violationCount === 0 && !assigned.assignment.includes(-1) && moved.isWithinBudget;
  const checks = [
    format,
    records.check,
    ...assigned.checks,
    ...loads.checks,
    checkCentres(input, plan, records, assigned.assignment, tolerance),
    moved.check,
    ...costs.checks,
    checkGap(plan, isWithinLimits, tolerance),
    checkStatus(plan, isWithinLimits, optimalGap),
  ];
  const { cost, provenBound } = costs;
  return { ok: checks.every((check) => check.ok), checks, cost, imbalance: loads.imbalance, provenBound };
}

/** By the plan's own cost, which has a check of its own. */
function checkGap(
  { bound, gap, cost: { total } }: Plan,
  isWithinLimits: boolean,
  tolerance: number,
): PlanCheck {
  const faults: string[] = [];
  if (bound === null || !isWithinLimits) {
    if (gap !== null) faults.push('a gap is stated where there is nothing to compare');
  } else {
    if (bound > total * (1 + tolerance)) faults.push(`the bound ${bound} is above the cost ${total}`);
    const expected = total === 0 ? 0 : (total - bound) / total;
    if (gap === null || !isClose(gap, expected, tolerance, tolerance)) faults.push(`${expected}, not ${gap}`);
  }
  return toCheck(
    'gap',
    gap === null ? 'no gap is claimed' : `at most ${gap} of the cost could be saved`,
    faults,
  );
}

function checkStatus({ status, gap, reasons }: Plan, isWithinLimits: boolean, optimalGap: number): PlanCheck {
  const faults: string[] = [];
  const saysWithin = status === 'optimal' || status === 'feasible';
  if (saysWithin !== isWithinLimits) faults.push(`limits are ${isWithinLimits ? '' : 'not '}kept`);
  if (status === 'optimal' && !(gap !== null && gap <= optimalGap))
    faults.push(`a gap of ${gap} is not optimal`);
  if (status === 'infeasible' && reasons.length === 0) faults.push('no reason is given');
  return toCheck('status', `"${status}" says what is so`, faults);
}
