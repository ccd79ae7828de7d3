import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { createIdNumbers } from '../../core/idNumbers.js';
import { badValue, type Issue } from '../../core/issue.js';
import { checkId, countRows, isRecord } from '../../core/records.js';
import { MAX_UNITS } from '../../quota/rounding/units.js';
import type { SplitOptions, TeamDeal } from './splitOptions.js';

/**
 * Every member of every deal, one deal after the other; entry `[c]` of a list is about member c. As few bytes as will do: the
 * memory of lists of numbers makes the runtime look through all records for garbage, which costs more than reading deals again.
 */
export interface Seats {
  /** By number, in the order in which they come first. */
  readonly repIds: readonly string[];
  /** Number of the rep. */
  readonly rep: Int32Array;
  /** Position of the role among the shares. */
  readonly role: Int8Array | Int32Array;
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
  let count = 0;
  let largest = 0;
  const dealCount = countRows(deals);
  if (!Array.isArray(deals)) issues.push(badValue(null, 'deals', 'not-a-list', 'a list of deals', deals));
  for (let row = 0; row < dealCount; row++) {
    const deal = deals[row];
    if (!isRecord(deal)) {
      issues.push(badValue(row, 'deals', 'wrong-type', 'a deal', deal));
      continue;
    }
    checkId(deal.id, row, 'id', issues);
    const { members } = deal;
    if (Array.isArray(members)) {
      count += members.length;
      largest = Math.max(largest, members.length);
    } else issues.push(badValue(row, 'members', 'not-a-list', 'a list', members));
  }
  const rep = new Int32Array(count);
  const roles = new Map(Object.keys(shares).map((name, r) => [name, r]));
  const role = roles.size < 128 ? new Int8Array(count) : new Int32Array(count);
  const reps = createIdNumbers();
  /** Entry `[r]` is the last member so far that is rep r; `[k]` of `before` the one before member k of the deal at hand. */
  const last: number[] = [];
  const before = new Int32Array(largest);
  let start = 0;
  for (let row = 0; row < dealCount; row++) {
    if (!isRecord(deals[row])) continue;
    const { amount, members } = deals[row];
    if (!Number.isFinite(amount))
      issues.push(badValue(row, 'amount', 'not-finite', 'a finite number', amount));
    else if ((Math.abs(amount) * Math.max(1, whole)) / unit > MAX_UNITS)
      issues.push(badValue(row, 'amount', 'out-of-range', 'at most 2^50 coins, credits included', amount));
    if (!Array.isArray(members)) continue;
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
    start += members.length;
  }
  if (issues.length > 0) throw new InputError(caller, issues);
  return { repIds: reps.ids, rep, role };
}

/** No role, no member. */
const UNKNOWN = -1;
