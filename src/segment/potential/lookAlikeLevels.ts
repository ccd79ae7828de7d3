import { OptionsError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { eachRecord, isId } from '../../core/records.js';
import type { Account } from '../../model/account.js';
import { middleRank } from './normaliseValues.js';

/** Something by which accounts are alike. */
export interface LookAlikeFeature {
  /** Unique, non-empty. */
  readonly id: string;
  /** A number (cut into bins), a text or a flag (levels as they are); `null`, `undefined` or NaN where it is not known. */
  readonly value: (account: Account) => string | number | boolean | null | undefined;
}

/** Options of `scoreLookAlikes`. */
export interface LookAlikeOptions {
  /** Bins that a number is cut into, 2 or more. Default 5: chosen, quintiles as in RFM. */
  readonly bins: number;
  /** Added to every count, above 0. Default 0.5 (Anscombe 1956): a level that one kind never shows is no proof. */
  readonly smoothing: number;
  /** An unknown value adds nothing (`neutral`, default), or is a `level` of its own. */
  readonly missing: 'neutral' | 'level';
}

/** A feature of all accounts, cut into levels. */
export interface Levels {
  /** Entry `[i]` is the level of account i; -1 where it is not known and says nothing. */
  readonly levelOf: Int32Array;
  /** Entry `[l]` is the name of level l. */
  readonly names: readonly (string | null)[];
}

/** Texts and flags as they are, numbers by their bins; names every value that is none of them. */
export function readLevels(
  accounts: readonly Account[],
  { id, value }: LookAlikeFeature,
  { bins, missing }: LookAlikeOptions,
  issues: Issue[],
): Levels {
  const levelOf = new Int32Array(accounts.length).fill(-1);
  const numbers = new Float64Array(accounts.length).fill(Number.NaN);
  const names: (string | null)[] = [];
  const levels = new Map<string, number>();
  accounts.forEach((account, row) => {
    const own = value(account);
    if (own === null || own === undefined || Number.isNaN(own)) return;
    if (typeof own === 'number' && Number.isFinite(own)) numbers[row] = own;
    else if (typeof own === 'string' || typeof own === 'boolean') {
      const name = String(own);
      let level = levels.get(name);
      if (level === undefined) {
        level = names.push(name) - 1;
        levels.set(name, level);
      }
      levelOf[row] = level;
    } else addIssue(issues, badValue(row, id, 'out-of-range', 'a text, a flag or a finite number', own));
  });
  cutIntoBins(numbers, bins, levelOf, names);
  if (missing === 'level' && levelOf.includes(-1)) {
    const level = names.push(null) - 1;
    levelOf.forEach((own, i) => {
      if (own < 0) levelOf[i] = level;
    });
  }
  return { levelOf, names };
}

/** Gives numbers a level by the bin of their middle rank, so that equal ones are never parted. */
function cutIntoBins(
  numbers: Float64Array,
  bins: number,
  levelOf: Int32Array,
  names: (string | null)[],
): void {
  const sorted = numbers.filter((value) => !Number.isNaN(value)).sort();
  const binOf = (value: number) => Math.floor((bins * middleRank(sorted, value)) / sorted.length);
  const ends = new Map<number, [low: number, high: number, level: number]>();
  for (let s = 0; s < sorted.length; s++) {
    if (s > 0 && sorted[s] === sorted[s - 1]) continue;
    const bin = binOf(sorted[s]);
    const end = ends.get(bin);
    if (end === undefined) ends.set(bin, [sorted[s], sorted[s], names.push(null) - 1]);
    else end[1] = sorted[s];
  }
  for (const [low, high, level] of ends.values()) names[level] = low === high ? `${low}` : `${low} … ${high}`;
  // Entry [b] is the least value of the b-th bin that holds any.
  const bounds = [...ends.values()];
  for (let i = 0; i < numbers.length; i++) {
    if (Number.isNaN(numbers[i])) continue;
    let b = bounds.length - 1;
    while (numbers[i] < bounds[b][0]) b--;
    levelOf[i] = bounds[b][2];
  }
}

/** Names features without an id of their own or a function. */
export function checkFeatures(features: readonly LookAlikeFeature[]): void {
  const issues: Issue[] = [];
  const known = new Set<string>();
  eachRecord(features, 'features', issues, ({ id, value }, f) => {
    if (!isId(id) || known.has(id))
      addIssue(
        issues,
        badValue(f, `id of feature ${f}`, 'bad-option', 'a text that no other feature has', id),
      );
    known.add(id);
    if (typeof value !== 'function')
      addIssue(issues, badValue(f, `value of feature ${f}`, 'bad-option', 'a function of an account', value));
  });
  if (issues.length > 0) throw new OptionsError('scoreLookAlikes', issues);
}
