import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { createIdNumbers } from '../../core/idNumbers.js';
import { badValue, type Issue } from '../../core/issue.js';
import { MAX_UNITS } from '../../quota/rounding/units.js';
import type { SplitOptions, TeamDeal } from './splitOptions.js';

/**
 * Every member of every deal, one deal after the other; entry `[c]` of a list is about member c, `[d]` about deal d. Deals are
 * read once: going through millions of records is most of the cost.
 */
export interface Seats {
  /** By number, in the order in which they come first. */
  readonly repIds: readonly string[];
  /** `[c]`: number of the rep. */
  readonly rep: Int32Array;
  /** `[c]`: position of the role among the shares. */
  readonly role: Int32Array;
  /** `[d]`: amount of the deal. */
  readonly amounts: Float64Array;
  /** `[d]`: the member behind its last one. */
  readonly ends: Int32Array;
}

/** Numbers reps and roles, and throws for what cannot be split. */
export function seatMembers(
  caller: string,
  deals: readonly TeamDeal[],
  { shares, overlay, unit }: SplitOptions,
): Seats {
  const issues: Issue[] = [];
  const whole = compensatedSum(Object.values(shares));
  if (overlay === 'refuse' && whole > 1 + 4 * Number.EPSILON) {
    const expected = 'at most 1 in sum, unless overlay is allowed';
    issues.push(badValue(null, 'shares', 'above-whole', expected, whole));
  }
  const amounts = new Float64Array(deals.length);
  const ends = new Int32Array(deals.length);
  let rep: Int32Array = new Int32Array(2 * deals.length);
  let role: Int32Array = new Int32Array(rep.length);
  const roles = new Map(Object.keys(shares).map((name, r) => [name, r]));
  const reps = createIdNumbers();
  /** Entry `[r]` is the last member so far that is rep r; `[k]` of `before` the one before member k of the deal at hand. */
  const last: number[] = [];
  const before: number[] = [];
  let start = 0;
  for (let row = 0; row < deals.length; row++) {
    const { amount, members } = deals[row] ?? {};
    amounts[row] = amount;
    ends[row] = start;
    if (!Number.isFinite(amount))
      issues.push(badValue(row, 'amount', 'not-finite', 'a finite number', amount));
    else if ((Math.abs(amount) * Math.max(1, whole)) / unit > MAX_UNITS)
      issues.push(badValue(row, 'amount', 'out-of-range', 'at most 2^50 coins, credits included', amount));
    if (!Array.isArray(members)) {
      issues.push(badValue(row, 'members', 'not-a-list', 'a list', members));
      continue;
    }
    const end = start + members.length;
    ends[row] = end;
    if (end > rep.length) [rep, role] = [lengthen(rep, 2 * end), lengthen(role, 2 * end)];
    for (let k = 0; k < members.length; k++) {
      const { repId, role: name } = members[k] ?? {};
      const c = start + k;
      if (typeof repId !== 'string' || repId === '')
        issues.push(badValue(row, 'members.repId', 'missing-id', 'a text that is not empty', repId));
      rep[c] = reps.numberOf(repId, c);
      role[c] = roles.get(name) ?? UNKNOWN;
      before[k] = last[rep[c]] ?? UNKNOWN;
      last[rep[c]] = c;
      let twin = before[k];
      while (twin >= start && members[twin - start]?.role !== name) twin = before[twin - start];
      if (twin >= start)
        issues.push(badValue(row, 'members', 'duplicate-member', 'named once in a role', repId));
      if (role[c] !== UNKNOWN) continue;
      const expected = `a role with a part: ${Object.keys(shares).join(', ')}`;
      issues.push(badValue(row, 'members.role', 'unknown-role', expected, name));
    }
    start = end;
  }
  if (issues.length > 0) throw new InputError(caller, issues);
  return { repIds: reps.ids, rep: rep.slice(0, start), role: role.subarray(0, start), amounts, ends };
}

function lengthen(list: Int32Array, length: number): Int32Array {
  const longer = new Int32Array(length);
  longer.set(list);
  return longer;
}

/** No role, no member. */
const UNKNOWN = -1;
