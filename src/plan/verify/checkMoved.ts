import type { BalanceInput } from '../../balance/prepare/balanceInput.js';
import { compensatedSum } from '../../core/compensatedSum.js';
import type { Plan } from '../plan.js';
import { isClose, type PlanCheck, toCheck } from './planCheck.js';

/** What changes hands, added up anew. */
export interface MovedView {
  readonly check: PlanCheck;
  /** Whether no more is moved than the budget allows. */
  readonly isWithinBudget: boolean;
  /** The budget as an amount; infinite where there is none. */
  readonly budget: number;
}

/** Looks at what the plan moves off its incumbents, and at the budget for it. */
export function checkMoved(
  input: BalanceInput,
  plan: Plan,
  assignment: Int32Array,
  tolerance: number,
): MovedView {
  const { accounts, territories } = input;
  const value = (i: number) => input.disruptionValue?.(accounts[i]) ?? 1;
  const settled = [...accounts.keys()].filter((i) => accounts[i].incumbentId !== undefined);
  const isMoved = (i: number) =>
    assignment[i] >= 0 && territories[assignment[i]].id !== accounts[i].incumbentId;
  const total = compensatedSum(settled.map(value));
  const moved = compensatedSum(settled.filter(isMoved).map(value));
  const budget = readBudget(input, total);
  const isWithinBudget = moved <= budget * (1 + tolerance);
  const faults: string[] = [];
  const compare = (what: string, expected: number, stated: number) => {
    if (!isClose(expected, stated, tolerance)) faults.push(`${what}: ${expected}, not ${stated}`);
  };
  compare('moved value', moved, plan.moved.value);
  compare('moved share', total > 0 ? moved / total : 0, plan.moved.share);
  compare('budget', budget, plan.moved.budget ?? Number.POSITIVE_INFINITY);
  if (!isWithinBudget) faults.push(`${moved} is moved, more than the budget of ${budget}`);
  const claim =
    budget < Number.POSITIVE_INFINITY
      ? `${moved} of disruption value is moved, within ${budget}`
      : `${moved} of disruption value is moved`;
  return { check: toCheck('moved', claim, faults), isWithinBudget, budget };
}

/** A share is of the disruption value of all accounts that come from somewhere. */
function readBudget({ disruptionBudget }: BalanceInput, total: number): number {
  if (disruptionBudget === undefined) return Number.POSITIVE_INFINITY;
  return 'share' in disruptionBudget ? disruptionBudget.share * total : disruptionBudget.value;
}
