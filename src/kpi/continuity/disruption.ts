import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { createIdNumbers, type IdNumbers } from '../../core/idNumbers.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { oneOf, resolveOptions } from '../../core/options.js';
import { checkId, countRows, eachRecord, isList, isRecord } from '../../core/records.js';
import { isAmount } from '../checkAmounts.js';
import { addDuplicate, checkAmount } from '../checkFields.js';
import { orderOfNames } from '../orderOfNames.js';
import { ratio } from '../ratio.js';
import { type Holding, holdersOf } from './holders.js';

/** Whose change counts. */
export interface DisruptionOptions {
  /**
   * Accounts that the share is of, always of both alignments: those that somebody `held` before (default: only they can
   * lose somebody), or `all`; then one that nobody held and somebody gets has moved too.
   */
  readonly base: 'held' | 'all';
}

/** What changes hands of one measure. */
export interface MeasureDisruption {
  readonly measureId: string;
  /** Load of the accounts that the share is of. */
  readonly load: number;
  readonly movedLoad: number;
  /** movedLoad / load; `null` without load. */
  readonly movedShare: number | null;
  /** Accounts that do not say this measure. */
  readonly unknown: number;
}

/** What changes for one holder. */
export interface HolderContinuity {
  readonly territoryId: string;
  /** Accounts held before and after. */
  readonly kept: number;
  /** Accounts of both alignments that were held before and are not after. */
  readonly lost: number;
  /** Accounts of both alignments that are held after and were not before. */
  readonly gained: number;
  /** kept / (kept + lost); `null` for one who held nothing. */
  readonly continuity: number | null;
}

/** What changes hands from one alignment to the next. */
export interface Disruption {
  /** Accounts that the share is of. */
  readonly accounts: number;
  readonly moved: number;
  /** moved / accounts; `null` without accounts. */
  readonly movedShare: number | null;
  /** 1 - movedShare. */
  readonly continuity: number | null;
  /** Of the moved, those that nobody holds any more. */
  readonly released: number;
  /** Accounts of both alignments that nobody held before and somebody does after. */
  readonly assigned: number;
  /** Accounts of the later alignment alone. */
  readonly added: number;
  /** Accounts of the earlier alignment alone. */
  readonly removed: number;
  readonly measures: readonly MeasureDisruption[];
  /** In the order of their names. */
  readonly territories: readonly HolderContinuity[];
}

const defaultOptions: DisruptionOptions = /* @__PURE__ */ Object.freeze({ base: 'held' });

/**
 * Disruption and continuity from one alignment to the next, by accounts, by load and by holder.
 *
 * @param before - who held what
 * @param after - who holds what; put rep ids in place of territory ids where the persons matter
 * @param accounts - loads of the accounts, for `measures`; none needed for counts
 * @param measureIds - what to weigh the moves by
 * @param options - see {@link DisruptionOptions}
 * @returns new records; accounts of only one alignment are counted, and in no share
 * @throws {@link InputError} naming every row that is none, id that is no text, account that comes twice in a list or has a
 * load that is negative or not finite; {@link OptionsError}
 * @remarks O(accounts x measures + holders log holders), deterministic.
 * @example
 * ```ts
 * import { disruption } from 'bailiwick/kpi';
 * const before = [
 *   { accountId: 'a', territoryId: 'north' },
 *   { accountId: 'b', territoryId: 'north' },
 *   { accountId: 'c', territoryId: 'south' },
 * ];
 * const after = [before[0], { accountId: 'b', territoryId: 'south' }, before[2]];
 * const accounts = [
 *   { id: 'a', measures: { hours: 6 } },
 *   { id: 'b', measures: { hours: 2 } },
 *   { id: 'c', measures: { hours: 2 } },
 * ];
 * const { moved, continuity, measures, territories } = disruption(before, after, accounts, ['hours']);
 * [moved, continuity, measures[0].movedShare]; // => [1, 0.6666666666666667, 0.2]
 * territories[0]; // => { territoryId: 'north', kept: 1, lost: 1, gained: 0, continuity: 0.5 }
 * ```
 */
export function disruption(
  before: readonly Holding[],
  after: readonly Holding[],
  accounts: readonly { readonly id: string; readonly measures: Readonly<Record<string, number>> }[] = [],
  measureIds: readonly string[] = [],
  options?: Partial<DisruptionOptions>,
): Disruption {
  const { base } = resolveOptions('disruption', defaultOptions, options, { base: oneOf('held', 'all') });
  const issues: Issue[] = [];
  const numbers = createIdNumbers();
  const was = holdersOf('before', before, numbers, issues);
  const is = holdersOf('after', after, numbers, issues);
  const rows = numberAccounts(accounts, checkMeasureIds(measureIds, issues), numbers, issues);
  if (issues.length > 0) throw new InputError('disruption', issues);
  const holders = createIdNumbers();
  // Entries `[n]` are the accounts that holder number n kept, lost and gained.
  const [keptOf, lostOf, gainedOf]: number[][] = [[], [], []];
  const count = (counts: number[], holder: string, account: number) => {
    const n = holders.numberOf(holder, account);
    if (n === keptOf.length) for (const each of [keptOf, lostOf, gainedOf]) each.push(0);
    counts[n]++;
  };
  // Entry `[n]` is whether account number n moved: 0 or 1, -1 where the share is not of it.
  const isMoved = new Int8Array(numbers.ids.length).fill(-1);
  let assigned = 0;
  let released = 0;
  let common = 0;
  let moved = 0;
  let counted = 0;
  for (let account = 0; account < was.length; account++) {
    const [from, to] = [was[account], is[account]];
    if (from === undefined || to === undefined) continue;
    common++;
    if (from === to) {
      if (from !== null) count(keptOf, from, account);
    } else {
      if (from !== null) count(lostOf, from, account);
      if (to !== null) count(gainedOf, to, account);
      if (from === null) assigned++;
      if (to === null) released++;
    }
    if (from === null && base === 'held') continue;
    if (from !== to) moved++;
    isMoved[account] = from === to ? 0 : 1;
    counted++;
  }
  const movedShare = ratio(moved, counted);
  return {
    accounts: counted,
    moved,
    movedShare,
    continuity: movedShare === null ? null : 1 - movedShare,
    released,
    assigned,
    added: after.length - common,
    removed: before.length - common,
    measures: measureIds.map((id) => weigh(id, accounts, rows, isMoved, counted)),
    territories: Array.from(orderOfNames(holders.ids), (n) => {
      const [kept, lost, gained] = [keptOf[n], lostOf[n], gainedOf[n]];
      return { territoryId: holders.ids[n], kept, lost, gained, continuity: ratio(kept, kept + lost) };
    }),
  };
}

function weigh(
  measureId: string,
  accounts: Accounts,
  rows: Int32Array,
  isMoved: Int8Array,
  counted: number,
): MeasureDisruption {
  const loads: number[] = [];
  const movedLoads: number[] = [];
  accounts.forEach(({ measures }, row) => {
    const state = isMoved[rows[row]];
    const load = measures[measureId];
    if (state < 0 || load === undefined) return;
    loads.push(load);
    if (state === 1) movedLoads.push(load);
  });
  const [load, movedLoad] = [compensatedSum(loads), compensatedSum(movedLoads)];
  const unknown = counted - loads.length;
  return { measureId, load, movedLoad, movedShare: ratio(movedLoad, load), unknown };
}

type Accounts = readonly { readonly id: string; readonly measures: Readonly<Record<string, number>> }[];

/** Those that are ids. */
function checkMeasureIds(measureIds: readonly string[], issues: Issue[]): readonly string[] {
  if (!isList(measureIds, 'measureIds', issues)) return [];
  return Array.from(measureIds).filter((id, row) => checkId(id, row, 'measureIds', issues));
}

/** Entry `[row]` is the number of the account in that row. */
function numberAccounts(
  accounts: Accounts,
  measureIds: readonly string[],
  numbers: IdNumbers,
  issues: Issue[],
): Int32Array {
  const rows = new Int32Array(countRows(accounts));
  const isSeen: boolean[] = new Array(numbers.ids.length).fill(false);
  eachRecord(accounts, 'accounts', issues, ({ id, measures }, row) => {
    if (checkId(id, row, 'accounts.id', issues)) {
      const account = numbers.numberOf(id, row);
      rows[row] = account;
      if (isSeen[account] === true) {
        addDuplicate(id, row, 'accounts.id', issues);
      }
      isSeen[account] = true;
    }
    if (!isRecord(measures)) {
      addIssue(issues, badValue(row, 'accounts.measures', 'wrong-type', 'numbers by measure', measures));
      return;
    }
    for (const measureId of measureIds) {
      const load = measures[measureId];
      if (load === undefined || isAmount(load)) continue;
      checkAmount(load, row, `accounts.measures.${measureId}`, issues);
    }
  });
  return rows;
}
