import type { BalanceInput } from '../../balance/prepare/balanceInput.js';
import type { Plan } from '../plan.js';
import { type PlanCheck, toCheck } from './planCheck.js';
import type { RecordView } from './readRecords.js';

/** Who is where, and whether that is allowed. */
export interface AssignmentView {
  readonly checks: readonly PlanCheck[];
  /** Entry `[i]` is the territory of account i as the plan says first; -1 where it says none. */
  readonly assignment: Int32Array;
}

/** Looks at every assignment: each account once, locks, eligibility and families kept. */
export function checkAssignments(input: BalanceInput, plan: Plan, records: RecordView): AssignmentView {
  const { accounts, territories } = input;
  const { accountIndex, territoryIndex, lockOf, families, isAllowed } = records;
  const strayed: string[] = [];
  const unassigned: string[] = [];
  const unlocked: string[] = [];
  const ineligible: string[] = [];
  const parted: string[] = [];
  const assignment = new Int32Array(accounts.length).fill(-1);
  const seen = new Uint8Array(accounts.length);
  for (const { accountId, territoryId, locked } of plan.assignments) {
    const i = accountIndex.get(accountId);
    if (i === undefined) {
      strayed.push(`${accountId} is no account`);
      continue;
    }
    if (seen[i]++ > 0) {
      if (seen[i] === 2) strayed.push(`${accountId} is assigned more than once`);
      continue;
    }
    const j = territoryId === null ? -1 : (territoryIndex.get(territoryId) ?? -2);
    if (j === -2) unassigned.push(`${accountId} is in the unknown territory ${territoryId}`);
    if (j === -1) unassigned.push(`${accountId} is in no territory`);
    assignment[i] = Math.max(j, -1);
    const lock = lockOf.get(accountId);
    if (lock !== undefined && territoryId !== null && lock !== territoryId)
      unlocked.push(`${accountId} is in ${territoryId}, not in ${lock}`);
    if (locked !== (lock !== undefined))
      unlocked.push(`${accountId} is ${locked ? '' : 'not '}marked as locked`);
    if (j >= 0 && !isAllowed(i, j)) ineligible.push(`${accountId} may not be in ${territories[j].id}`);
  }
  accounts.forEach(({ id }, i) => {
    if (seen[i] === 0) strayed.push(`${id} is missing`);
    const first = families[i];
    if (assignment[i] !== assignment[first])
      parted.push(`${id} is not where ${accounts[first].id} of its family is`);
  });
  return {
    assignment,
    checks: [
      toCheck('accounts', `each of the ${accounts.length} accounts is listed exactly once`, strayed),
      toCheck('assigned', 'every account is in a known territory', unassigned),
      toCheck('locks', `${lockOf.size} locks are kept and marked`, unlocked),
      toCheck('eligibility', 'every account is where skills and rules allow it', ineligible),
      toCheck('families', 'families are together', parted),
    ],
  };
}
