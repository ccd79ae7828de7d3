import { InputError } from '../core/errors.js';
import { badValue } from '../core/issue.js';
import type { Plan } from './plan.js';
import { findFormatFaults } from './verify/checkFormat.js';

/** Refuses what is no plan, naming every field that is missing or of another kind; O(accounts + territories x measures). */
export function checkPlan(what: string, plan: Plan): void {
  const issues = findFormatFaults(plan).map(({ field, row, value }) =>
    badValue(row, field || 'plan', 'wrong-type', 'as format version 1 of a plan has it', value),
  );
  if (issues.length > 0) throw new InputError(what, issues);
}
