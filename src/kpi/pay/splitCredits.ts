import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { createIdNumbers } from '../../core/idNumbers.js';
import { badValue, type Issue } from '../../core/issue.js';
import { numberIn, type OptionCheck, oneOf, resolveOptions } from '../../core/options.js';
import { largestRemainderInto } from '../../quota/rounding/largestRemainderInto.js';
import { amountOf, MAX_UNITS, unitsOf } from '../../quota/rounding/units.js';
import { createGroupSums } from '../groupSums.js';
import { roundToCoin } from './roundToCoin.js';

/** A deal and the pod that won it. */
export interface TeamDeal {
  readonly id: string;
  /** Finite; negative for a return, which takes credit back. */
  readonly amount: number;
  /** Who took part, in which role; several of one role share its part equally. */
  readonly members: readonly { readonly repId: string; readonly role: string }[];
}

/** How credit is split. */
export interface SplitOptions {
  /** By role: its part of the amount, 0 or more. Needed. */
  readonly shares: Readonly<Record<string, number>>;
  /**
   * `refuse` (default): parts that add up to more than 1 are an error. `allow`: overlays are credited on top, so that
   * credits add up to more than sales.
   */
  readonly overlay: 'refuse' | 'allow';
  /** The part of a role that nobody has: credited to nobody (`open`, default), or `spread` over the others in proportion. */
  readonly vacant: 'open' | 'spread';
  /** Coin that credits are rounded to. Default 0.01. */
  readonly unit: number;
}

/** What one rep is credited with for one deal. */
export interface Credit {
  readonly dealId: string;
  readonly repId: string;
  readonly role: string;
  readonly credit: number;
}

/** Credits of all deals. */
export interface SplitReport {
  readonly credits: readonly Credit[];
  /** By rep, in the order in which they come first. */
  readonly reps: readonly { readonly id: string; readonly credited: number }[];
  /** Sum of the amounts, of the credits, and what vacant roles left to nobody. */
  readonly total: { readonly amount: number; readonly credited: number; readonly open: number };
}

const defaultOptions: SplitOptions = /* @__PURE__ */ Object.freeze({
  shares: {},
  overlay: 'refuse',
  vacant: 'open',
  unit: 0.01,
});

/**
 * Splits the credit for deals between the roles of a pod, to the coin.
 *
 * @param deals - amounts and who took part
 * @param options - see {@link SplitOptions}
 * @returns every credit, and the sums by rep
 * @throws {@link InputError} naming every amount that is not finite or more than 2^50 coins, role without a part, and
 * rep that is named twice in one role of a deal; {@link OptionsError}
 * @remarks Largest remainder: the credits of a deal add up to its amount times the parts of the roles that are filled,
 * rounded to a coin. O(credits), with more than 8 members in a deal O(credits log members); deterministic.
 * @example
 * ```ts
 * import { splitCredits } from 'bailiwick/kpi';
 * const members = [
 *   { repId: 'ann', role: 'ae' },
 *   { repId: 'bob', role: 'ae' },
 *   { repId: 'cid', role: 'se' },
 * ];
 * const { credits, total } = splitCredits([{ id: '1', amount: 100.01, members }], { shares: { ae: 0.8, se: 0.2 } });
 * credits.map(({ credit }) => credit); // => [40.01, 40, 20]
 * total; // => { amount: 100.01, credited: 100.01, open: 0 }
 * ```
 */
export function splitCredits(deals: readonly TeamDeal[], options: Partial<SplitOptions>): SplitReport {
  const settings = resolveOptions('splitCredits', defaultOptions, options, {
    shares: arePartsOf,
    overlay: oneOf('refuse', 'allow'),
    vacant: oneOf('open', 'spread'),
    unit: numberIn(Number.MIN_VALUE, Number.MAX_VALUE),
  });
  const seats = seatMembers(deals, settings);
  const credits = creditSeats(deals, seats, settings);
  const sums = createGroupSums(seats.repIds.length);
  for (let k = 0; k < credits.length; k++) sums.add(seats.rep[k], credits[k]);
  const whole = compensatedSum(Object.values(settings.shares));
  const amount = compensatedSum(deals.map((deal) => deal.amount));
  const due = compensatedSum(deals.map((deal) => toCoins(deal.amount * whole, settings.unit)));
  const credited = toCoins(compensatedSum(credits), settings.unit);
  const rows: Credit[] = new Array(credits.length);
  let c = 0;
  for (const { id, members } of deals) {
    for (const { repId, role } of members) {
      rows[c] = { dealId: id, repId, role, credit: credits[c] };
      c++;
    }
  }
  return {
    credits: rows,
    reps: seats.repIds.map((id, r) => ({ id, credited: toCoins(sums.at(r), settings.unit) })),
    total: { amount, credited, open: toCoins(due - credited, settings.unit) },
  };
}

const arePartsOf: OptionCheck = (value) => {
  const isPart = (part: unknown) => numberIn(0, 1e6)(part) === null;
  return typeof value === 'object' && value !== null && Object.values(value).every(isPart)
    ? null
    : 'a number of at least 0 for each role';
};

/** Every member of every deal, one deal after the other; entry `[c]` of a list is about member c. */
interface Seats {
  /** By number, in the order in which they come first. */
  readonly repIds: readonly string[];
  /** Number of the rep. */
  readonly rep: Int32Array;
  /** Position of the role among the shares. */
  readonly role: Int32Array;
}

/** Numbers reps and roles, and throws for what `splitCredits` refuses. */
function seatMembers(deals: readonly TeamDeal[], { shares, overlay, unit }: SplitOptions): Seats {
  const issues: Issue[] = [];
  const whole = compensatedSum(Object.values(shares));
  if (overlay === 'refuse' && whole > 1 + 4 * Number.EPSILON) {
    const expected = 'at most 1 in sum, unless overlay is allowed';
    issues.push(badValue(null, 'shares', 'above-whole', expected, whole));
  }
  const count = deals.reduce((sum, { members }) => sum + members.length, 0);
  const rep = new Int32Array(count);
  const role = new Int32Array(count);
  const roles = new Map(Object.keys(shares).map((name, r) => [name, r]));
  const reps = createIdNumbers();
  /** Entry `[r]` is the last member so far that is rep r; `[c]` of `before` the one before member c. */
  const last: number[] = [];
  const before = new Int32Array(count);
  let start = 0;
  for (let row = 0; row < deals.length; row++) {
    const { amount, members } = deals[row];
    if (!Number.isFinite(amount))
      issues.push(badValue(row, 'amount', 'not-finite', 'a finite number', amount));
    else if ((Math.abs(amount) * Math.max(1, whole)) / unit > MAX_UNITS)
      issues.push(badValue(row, 'amount', 'out-of-range', 'at most 2^50 coins, credits included', amount));
    for (let k = 0; k < members.length; k++) {
      const member = members[k];
      const c = start + k;
      rep[c] = reps.numberOf(member.repId, c);
      role[c] = roles.get(member.role) ?? UNKNOWN;
      before[c] = last[rep[c]] ?? UNKNOWN;
      last[rep[c]] = c;
      let twin = before[c];
      while (twin >= start && members[twin - start].role !== member.role) twin = before[twin];
      if (twin >= start)
        issues.push(badValue(row, 'members', 'duplicate-member', 'named once in a role', member.repId));
      if (role[c] !== UNKNOWN) continue;
      const expected = `a role with a part: ${Object.keys(shares).join(', ')}`;
      issues.push(badValue(row, 'members.role', 'unknown-role', expected, member.role));
    }
    start += members.length;
  }
  if (issues.length > 0) throw new InputError('splitCredits', issues);
  return { repIds: reps.ids, rep, role };
}

/** No role, no member. */
const UNKNOWN = -1;

/** Entry `[c]` is the credit of member c. */
function creditSeats(
  deals: readonly TeamDeal[],
  { role }: Seats,
  { shares, vacant, unit }: SplitOptions,
): Float64Array {
  const parts = Object.values(shares);
  const all = compensatedSum(parts);
  const credits = new Float64Array(role.length);
  /** Entry `[r]` is how many have role r in the deal at hand. */
  const holders = new Int32Array(parts.length);
  // Scratch by the number of members: a deal allocates nothing.
  const scratchOf = new Map<number, Scratch>();
  let start = 0;
  for (const { amount, members } of deals) {
    const end = start + members.length;
    const size = members.length;
    if (!scratchOf.has(size)) scratchOf.set(size, createScratch(size));
    const scratch = scratchOf.get(size) as Scratch;
    const { filledParts, weights, whole, remainders } = scratch;
    for (let c = start; c < end; c++) filledParts[c - start] = holders[role[c]]++ === 0 ? parts[role[c]] : 0;
    const filled = compensatedSum(filledParts);
    const total = Math.abs(toCoins(amount * (vacant === 'spread' ? all : filled), unit));
    if (filled > 0 && total > 0) {
      for (let c = start; c < end; c++) weights[c - start] = parts[role[c]] / holders[role[c]];
      largestRemainderInto(weights, unitsOf(total, unit), whole, remainders);
      for (let c = start; c < end; c++) {
        const credit = amountOf(whole[c - start], unit);
        credits[c] = amount < 0 ? 0 - credit : credit;
      }
    }
    for (let c = start; c < end; c++) holders[role[c]] = 0;
    start = end;
  }
  return credits;
}

interface Scratch {
  /** Part of the role of each member, 0 where one before has the same role. */
  readonly filledParts: Float64Array;
  readonly weights: Float64Array;
  readonly whole: number[];
  readonly remainders: Float64Array;
}

function createScratch(size: number): Scratch {
  return {
    filledParts: new Float64Array(size),
    weights: new Float64Array(size),
    whole: new Array(size).fill(0),
    remainders: new Float64Array(size),
  };
}

/** Whole coins of either sign, symmetrical. */
function toCoins(amount: number, unit: number): number {
  return amount < 0 ? 0 - roundToCoin(-amount, unit) : roundToCoin(amount, unit);
}
