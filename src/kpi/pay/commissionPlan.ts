import { addIssue, badValue, type Issue, showValue } from '../../core/issue.js';
import { isRecord } from '../../core/records.js';
import { LARGEST } from '../../quota/rounding/checkTotal.js';
import { AN_AMOUNT, isAmount } from '../checkAmounts.js';
import { checkAmount } from '../checkFields.js';

/** A line of a rate table: from here on, this rate. */
export interface CommissionRate {
  /** Attainment (1 is the quota) or amount at which the rate begins, by `basis`. */
  readonly from: number;
  /** Pay by unit of credit, 0 or more; a rate above that of the line before is an accelerator. */
  readonly rate: number;
}

/** How commission is paid. */
export interface CommissionPlan {
  /** The first line from 0, the others rising. A last line of rate 0 caps what is credited. */
  readonly rates: readonly CommissionRate[];
  /** Whether steps and threshold are shares of the quota (`attainment`, default) or amounts of credit. */
  readonly basis?: 'attainment' | 'amount';
  /** Each slice at its own rate (`marginal`, default), or everything at the rate that is reached (`whole`). */
  readonly mode?: 'marginal' | 'whole';
  /** Below it nothing is paid; default 0. */
  readonly threshold?: number;
  /** Once the threshold is reached, what counts: all (`fromFirst`, default) or only what lies `beyond` it. */
  readonly pays?: 'fromFirst' | 'beyond';
  /** Largest pay of the period; no cap unless told. */
  readonly cap?: number;
  /** Coin that pay is rounded to, halves up; default 0.01. */
  readonly unit?: number;
}

/** A plan with nothing left open. */
export type ResolvedPlan = Required<CommissionPlan>;

/** Above whatever can be earned. */
const NO_CAP = Number.MAX_VALUE;

/** Fills in what a plan leaves out, and adds an issue for everything that is wrong with it. */
export function resolvePlan(plan: CommissionPlan, issues: Issue[]): ResolvedPlan {
  const isPlan = isRecord(plan);
  if (!isPlan) issues.push(badValue(null, 'plan', 'wrong-type', 'a commission plan', plan));
  const {
    rates,
    basis = 'attainment',
    mode = 'marginal',
    threshold = 0,
    pays = 'fromFirst',
    cap = NO_CAP,
    unit = 0.01,
  }: CommissionPlan = isPlan ? plan : { rates: [] };
  const resolved: ResolvedPlan = { rates, basis, mode, threshold, pays, cap, unit };
  if (!isPlan) return resolved;
  const wrong = (row: number | null, field: string, code: string, expected: string, value: unknown) =>
    addIssue(issues, badValue(row, `plan.${field}`, code, expected, value));
  for (const key of Object.keys(plan)) {
    if (!Object.hasOwn(resolved, key)) wrong(null, key, 'unknown-field', 'left out', key);
  }
  const words = {
    basis: ['attainment', 'amount'],
    mode: ['marginal', 'whole'],
    pays: ['fromFirst', 'beyond'],
  };
  for (const [key, list] of Object.entries(words)) {
    const value = resolved[key as keyof typeof words];
    if (!list.includes(value)) wrong(null, key, 'unknown-word', `one of ${list.join(', ')}`, value);
  }
  checkAmount(threshold, null, 'plan.threshold', issues);
  if (cap !== NO_CAP) checkAmount(cap, null, 'plan.cap', issues);
  if (!isAmount(unit) || unit < 1 / LARGEST) {
    wrong(null, 'unit', 'out-of-range', 'a number from 1e-100 to 1e100', unit);
  }
  checkRates(rates, wrong);
  return resolved;
}

function checkRates(
  rates: readonly CommissionRate[],
  wrong: (row: number | null, field: string, code: string, expected: string, value: unknown) => void,
): void {
  if (!Array.isArray(rates) || rates.length === 0) {
    wrong(null, 'rates', 'missing', 'a list with a first line from 0', rates);
    return;
  }
  for (let row = 0; row < rates.length; row++) {
    const line: unknown = rates[row];
    if (!isRecord(line)) {
      wrong(row, 'rates', 'wrong-type', 'a line with from and rate', line);
      continue;
    }
    const { from, rate } = line;
    const before = row > 0 ? rates[row - 1]?.from : undefined;
    if (row === 0 && from !== 0) wrong(row, 'rates.from', 'out-of-range', '0 in the first line', from);
    if (row > 0 && !(isAmount(from) && !(isAmount(before) && from <= before))) {
      const expected = `a finite number above that of the line before, ${showValue(before)}`;
      wrong(row, 'rates.from', 'out-of-range', expected, from);
    }
    if (!isAmount(rate)) wrong(row, 'rates.rate', 'out-of-range', AN_AMOUNT, rate);
  }
}
