import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { numberIn, type OptionCheck, oneOf, resolveOptions } from '../../core/options.js';
import { roundToTotal } from '../../quota/rounding/roundToTotal.js';
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
 * @throws {@link InputError} naming every amount that is not finite, role without a part, and
 * rep that is named twice in one role of a deal; {@link OptionsError}
 * @remarks Largest remainder: the credits of a deal add up to its amount times the parts of the roles that are filled,
 * rounded to a coin. O(credits log members), deterministic.
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
  checkDeals(deals, settings);
  const credits = deals.flatMap((deal) => splitOne(deal, settings));
  const indexOf = new Map<string, number>();
  for (const { repId } of credits) if (!indexOf.has(repId)) indexOf.set(repId, indexOf.size);
  const sums = createGroupSums(indexOf.size);
  for (const { repId, credit } of credits) sums.add(indexOf.get(repId) ?? 0, credit);
  const whole = compensatedSum(Object.values(settings.shares));
  const amount = compensatedSum(deals.map((deal) => deal.amount));
  const due = compensatedSum(deals.map((deal) => toCoins(deal.amount * whole, settings.unit)));
  const credited = toCoins(compensatedSum(credits.map(({ credit }) => credit)), settings.unit);
  return {
    credits,
    reps: Array.from(indexOf, ([id, index]) => ({ id, credited: toCoins(sums.at(index), settings.unit) })),
    total: { amount, credited, open: toCoins(due - credited, settings.unit) },
  };
}

const arePartsOf: OptionCheck = (value) => {
  const isPart = (part: unknown) => numberIn(0, 1e6)(part) === null;
  return typeof value === 'object' && value !== null && Object.values(value).every(isPart)
    ? null
    : 'a number of at least 0 for each role';
};

function splitOne({ id, amount, members }: TeamDeal, { shares, vacant, unit }: SplitOptions): Credit[] {
  const counts = new Map<string, number>();
  for (const { role } of members) counts.set(role, (counts.get(role) ?? 0) + 1);
  const weights = members.map(({ role }) => shares[role] / (counts.get(role) ?? 1));
  const filled = compensatedSum(Array.from(counts.keys(), (role) => shares[role]));
  const whole = vacant === 'spread' ? compensatedSum(Object.values(shares)) : filled;
  if (filled === 0) return members.map((member) => ({ dealId: id, ...member, credit: 0 }));
  const total = Math.abs(toCoins(amount * whole, unit));
  const parts = roundToTotal(weights, total, unit);
  return members.map((member, k) => ({
    dealId: id,
    ...member,
    credit: amount < 0 ? 0 - parts[k] : parts[k],
  }));
}

/** Whole coins of either sign, symmetrical. */
function toCoins(amount: number, unit: number): number {
  return amount < 0 ? 0 - roundToCoin(-amount, unit) : roundToCoin(amount, unit);
}

function checkDeals(deals: readonly TeamDeal[], { shares, overlay }: SplitOptions): void {
  const issues: Issue[] = [];
  const whole = compensatedSum(Object.values(shares));
  if (overlay === 'refuse' && whole > 1 + 4 * Number.EPSILON) {
    const expected = 'at most 1 in sum, unless overlay is allowed';
    issues.push(badValue(null, 'shares', 'above-whole', expected, whole));
  }
  deals.forEach(({ amount, members }, row) => {
    if (!Number.isFinite(amount))
      issues.push(badValue(row, 'amount', 'not-finite', 'a finite number', amount));
    const seen = new Set<string>();
    for (const { repId, role } of members) {
      const key = JSON.stringify([role, repId]);
      if (seen.has(key))
        issues.push(badValue(row, 'members', 'duplicate-member', 'named once in a role', repId));
      seen.add(key);
      if (Object.hasOwn(shares, role)) continue;
      const expected = `a role with a part: ${Object.keys(shares).join(', ')}`;
      issues.push(badValue(row, 'members.role', 'unknown-role', expected, role));
    }
  });
  if (issues.length > 0) throw new InputError('splitCredits', issues);
}
