import { compensatedSum } from '../../core/compensatedSum.js';
import { createGroupSums, type GroupSums } from '../../core/groupSums.js';
import { createGrowingIdTable } from '../../core/growingIdTable.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, isRecord } from '../../core/records.js';
import { createCurrencyReader } from '../../model/currency.js';
import { largestRemainderInto } from '../../quota/rounding/largestRemainderInto.js';
import { amountOf, MAX_UNITS } from '../../quota/rounding/units.js';
import { isNumber } from '../checkAmounts.js';
import { checkNumber } from '../checkFields.js';
import { coinsOf, toCoins } from './roundToCoin.js';
import type { SplitOptions, TeamDeal } from './splitOptions.js';
import { createTeamShapes, MOST_SHAPES, NO_TEAM } from './teamShapes.js';

/** The members of the deal that was split last; entry `[k]` is about member k, and those behind the last say nothing. */
export interface Team {
  /** Number of the rep. */
  rep: Int32Array;
  /** Position of the role among the shares. */
  role: Int32Array;
  credit: Float64Array;
}

/** Splits deals one by one. */
export interface DealSplitter {
  /** By number, in the order in which they come first. */
  readonly repIds: readonly string[];
  readonly team: Team;
  /** Sums over all deals: of the amounts, of what is due with every role filled, of the credits. */
  readonly totals: GroupSums;
  /** Sum of the credits of a rep, by number. */
  creditOf(rep: number): number;
  /** Splits a deal or adds issues; how many members it has. Where there are issues nothing is split any more. */
  split(deal: TeamDeal, row: number): number;
}

/** The sums of {@link DealSplitter.totals}. */
export const AMOUNT = 0;
export const DUE = 1;
export const CREDITED = 2;

/** No role, no member. */
const UNKNOWN = -1;

/**
 * Starts to split deals, each of which is read once and not kept: the lists of numbers that would hold millions of them make
 * the runtime look through all records for garbage, which costs more than all the rest.
 *
 * @param issues - takes what is wrong with the deals
 */
export function createDealSplitter(
  { shares, vacant, unit, rates }: SplitOptions,
  issues: Issue[],
): DealSplitter {
  const factorOf = createCurrencyReader(rates, issues);
  const roleNames = Object.keys(shares);
  const aRole = `a role with a part: ${roleNames.join(', ')}`;
  const roles = new Map(roleNames.map((name, r) => [name, r]));
  const parts = Float64Array.from(Object.values(shares));
  const whole = compensatedSum(parts);
  const shapeOf = createTeamShapes(parts);
  const base = parts.length + 1;
  const totals = createGroupSums(3);
  const { ids: repIds, numberInto } = createGrowingIdTable<string>();
  // What is numbered, and its number.
  const named: string[] = [''];
  const number = new Int32Array(1);
  // Entry `[r]` is the last member so far that is rep r, `[k]` of `before` the one before member k, counted over all deals.
  const last: number[] = [];
  // Entries `[r]`: the sum of rep r, and what rounding took from it (Neumaier, see `compensatedSum`).
  const sums: number[] = [];
  const corrections: number[] = [];
  let before = new Int32Array(0);
  let start = 0;
  // Entry `[k]` is what member k was where there was one last: teams are much the same from one deal to the next.
  const knownIds: string[] = [];
  const knownRoles: string[] = [];
  const team: Team = { rep: new Int32Array(0), role: new Int32Array(0), credit: new Float64Array(0) };

  function makeRoom(size: number): void {
    const { rep, role } = team;
    const room = 2 * size;
    team.rep = new Int32Array(room);
    team.role = new Int32Array(room).fill(parts.length > 0 ? 0 : UNKNOWN);
    team.rep.set(rep);
    team.role.set(role);
    team.credit = new Float64Array(room);
    before = new Int32Array(room);
    while (knownIds.length < room) {
      knownIds.push('');
      knownRoles.push(roleNames[0] ?? '');
    }
  }

  function numberOf(repId: string): number {
    named[0] = repId;
    numberInto(named, 1, number, 0);
    if (number[0] === last.length) {
      last.push(UNKNOWN);
      sums.push(0);
      corrections.push(0);
    }
    return number[0];
  }

  /** Reads who is in a team and names what is wrong with it; gives the key of its shape. */
  function readTeam(members: TeamDeal['members'], row: number): number {
    const { rep, role } = team;
    let key = NO_TEAM;
    for (let k = 0; k < members.length; k++) {
      const member = members[k];
      if (!isRecord(member)) {
        addIssue(issues, badValue(row, 'members', 'wrong-type', 'a member with repId and role', member));
        before[k] = UNKNOWN;
        continue;
      }
      const { repId, role: name } = member;
      if (name !== knownRoles[k]) {
        role[k] = roles.get(name) ?? UNKNOWN;
        knownRoles[k] = name;
      }
      if (role[k] === UNKNOWN) {
        addIssue(issues, badValue(row, 'members.role', 'unknown-role', aRole, name));
      }
      key = key < MOST_SHAPES ? key * base + role[k] + 1 : MOST_SHAPES;
      before[k] = UNKNOWN;
      if (repId !== knownIds[k] || repId === '') {
        if (!checkId(repId, row, 'members.repId', issues)) continue;
        rep[k] = numberOf(repId);
        knownIds[k] = repId;
      }
      before[k] = last[rep[k]];
      last[rep[k]] = start + k;
      let twin = before[k];
      while (twin >= start && members[twin - start].role !== name) twin = before[twin - start];
      if (twin < start) continue;
      addIssue(issues, badValue(row, 'members', 'duplicate-member', 'named once in a role', repId));
    }
    start += members.length;
    return key;
  }

  function addCredit(rep: number, credit: number): void {
    const sum = sums[rep];
    const next = sum + credit;
    corrections[rep] += Math.abs(sum) >= Math.abs(credit) ? sum - next + credit : credit - next + sum;
    sums[rep] = next;
  }

  function split(deal: TeamDeal, row: number): number {
    if (!isRecord(deal)) {
      addIssue(issues, badValue(row, 'deals', 'wrong-type', 'a deal', deal));
      return 0;
    }
    const { id, currency, members } = deal;
    checkId(id, row, 'id', issues);
    checkNumber(deal.amount, row, 'amount', issues);
    const factor = factorOf(currency, row);
    const amount = isNumber(deal.amount) ? deal.amount * factor : Number.NaN;
    if (Number.isFinite(amount) && (Math.abs(amount) * Math.max(1, whole)) / unit > MAX_UNITS) {
      addIssue(
        issues,
        badValue(row, 'amount', 'out-of-range', 'at most 2^50 coins, credits included', deal.amount),
      );
    }
    if (!Array.isArray(members)) {
      addIssue(issues, badValue(row, 'members', 'not-a-list', 'a list', members));
      return 0;
    }
    const size = members.length;
    if (size > team.rep.length) makeRoom(size);
    const key = readTeam(members, row);
    if (issues.length > 0) return size;
    const { filled, weights, whole: units, remainders } = shapeOf(key, team.role, size);
    const coins = coinsOf(Math.abs(amount) * (vacant === 'spread' ? whole : filled), unit);
    const isShared = filled > 0 && coins > 0;
    if (isShared) largestRemainderInto(weights, coins, units, remainders);
    for (let k = 0; k < size; k++) {
      const credit = isShared ? amountOf(units[k], unit) : 0;
      const signed = amount < 0 && isShared ? 0 - credit : credit;
      team.credit[k] = signed;
      totals.add(CREDITED, signed);
      addCredit(team.rep[k], signed);
    }
    totals.add(AMOUNT, amount);
    totals.add(DUE, toCoins(amount * whole, unit));
    return size;
  }

  return { repIds, team, totals, creditOf: (rep) => sums[rep] + corrections[rep], split };
}
