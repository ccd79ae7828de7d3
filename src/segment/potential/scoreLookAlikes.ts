/**
 * How much accounts are like the best customers: a sum of weights of evidence.
 *
 * Problem: B accounts are the best customers, the other R are not. For feature f with the level l of account i,
 * weight(f, l) = ln( ((B_fl + s) / (B_f + s L_f)) / ((R_fl + s) / (R_f + s L_f)) ), where B_fl counts best customers of
 * that level, B_f those whose level is known, L_f the levels and s the smoothing; score_i = sum over f of weight(f, l).
 * It is the logarithm of how many times as likely account i's levels are among the best customers as among the others,
 * were the features independent. Idea: (1) numbers are cut into bins of equal count; (2) an inverted list of levels
 * counts both kinds; (3) every account looks its levels up. O(accounts x features), with numbers O(n log n) each.
 * Limits: features that say the same count twice. I. J. Good: Probability and the Weighing of Evidence, 1950.
 */

import { InputError } from '../../core/errors.js';
import type { Issue } from '../../core/issue.js';
import { logarithm } from '../../core/logarithm.js';
import { integerIn, numberIn, oneOf, resolveOptions } from '../../core/options.js';
import type { Account } from '../../model/account.js';
import { checkAccountRows } from '../checkAccounts.js';
import { checkColumn, type NumberRange } from '../checkColumn.js';
import { columnOf } from '../columnOf.js';
import {
  checkFeatures,
  type LookAlikeFeature,
  type LookAlikeOptions,
  readLevels,
} from './lookAlikeLevels.js';

/** What one level of a feature says. */
export interface LevelEvidence {
  readonly feature: string;
  /** The text or flag, or `least … most` of a bin; `null` for unknown values. */
  readonly level: string | null;
  /** Best customers of this level. */
  readonly best: number;
  /** Other accounts of this level. */
  readonly others: number;
  /** What it adds to a score. */
  readonly weight: number;
}

/** Likeness to the best customers, with its parts. */
export interface LookAlikeScores {
  /** `no-contrast` where there are no best customers, or no others: all scores are 0. */
  readonly status: 'scored' | 'no-contrast';
  /** Entry `[i]` is the score of account i: the sum of its contributions; 0 says neither like nor unlike. */
  readonly scores: Float64Array;
  /** By feature: entry `[i]` is what it adds to the score of account i. */
  readonly contributions: Readonly<Record<string, Float64Array>>;
  /** Every level of every feature, features in their order, the strongest level first. */
  readonly evidence: readonly LevelEvidence[];
}

/**
 * Scores how much every account is like the best customers.
 *
 * @param accounts - the accounts, best customers among them
 * @param isBest - entry `[i]` says whether account i is one of the best customers
 * @param features - what is compared
 * @param options - bins, smoothing, unknown values
 * @returns new columns, one entry an account, and the evidence
 * @throws {@link OptionsError} where features are unnamed or named twice, or an option is out of range
 * @throws {@link InputError} naming every value that is no text, flag or finite number, and a list of the wrong length
 * @remarks See the head of the file: log of a likelihood ratio under independence. O(features x n log n); the same bits
 * on every runtime.
 * @example
 * ```ts
 * import type { Account } from 'bailiwick/model';
 * import { scoreLookAlikes } from 'bailiwick/segment';
 *
 * const accounts = ['clinic', 'clinic', 'hospital', 'hospital'].map((type, i) => ({ id: `a${i}`, measures: {}, attributes: { type } }));
 * const type = { id: 'type', value: ({ attributes }: Account) => attributes.type };
 * const { scores, evidence } = scoreLookAlikes(accounts, [false, false, true, false], [type]);
 * scores[3] > scores[0]; // => true
 * evidence.map(({ level, best, others }) => `${level} ${best}:${others}`); // => ['hospital 1:1', 'clinic 0:2']
 * ```
 */
export function scoreLookAlikes(
  accounts: readonly Account[],
  isBest: ArrayLike<boolean | number>,
  features: readonly LookAlikeFeature[],
  options?: Partial<LookAlikeOptions>,
): LookAlikeScores {
  const settings = resolveOptions<LookAlikeOptions>(
    'scoreLookAlikes',
    { bins: 5, smoothing: 0.5, missing: 'neutral' },
    options,
    { bins: integerIn(2, 1000), smoothing: numberIn(1e-9, 1e9), missing: oneOf('neutral', 'level') },
  );
  checkFeatures(features);
  checkAccountRows('scoreLookAlikes', accounts);
  const issues: Issue[] = [];
  checkColumn(issues, 'isBest', isBest as ArrayLike<number>, accounts.length, flag);
  const columns = features.map((feature) => readLevels(accounts, feature, settings, issues));
  if (issues.length > 0) throw new InputError('scoreLookAlikes', issues);
  let best = 0;
  for (let i = 0; i < accounts.length; i++) if (isBest[i]) best++;
  const hasContrast = best > 0 && best < accounts.length;

  const scores = new Float64Array(accounts.length);
  const evidence: LevelEvidence[] = [];
  const contributions = features.map(({ id }, f) => {
    const { levelOf, names } = columns[f];
    const counts = countLevels(levelOf, names.length, isBest);
    const weights = names.map((_, l) => (hasContrast ? weighEvidence(counts, l, settings.smoothing) : 0));
    const rows = names.map(
      (level, l): LevelEvidence => ({
        ...{ feature: id, level, best: counts.best[l], others: counts.others[l], weight: weights[l] },
      }),
    );
    rows.sort((a, b) => b.weight - a.weight || b.best - a.best || compare(a.level, b.level));
    for (const row of rows) evidence.push(row);
    const column = columnOf(levelOf.length, (i) => (levelOf[i] < 0 ? 0 : weights[levelOf[i]]));
    for (let i = 0; i < scores.length; i++) scores[i] += column[i];
    return [id, column];
  });
  return {
    status: hasContrast ? 'scored' : 'no-contrast',
    scores,
    contributions: Object.fromEntries(contributions),
    evidence,
  };
}

const flag: NumberRange = {
  expected: 'true or false, or a number',
  holds: (value: unknown) => typeof value === 'boolean' || typeof value === 'number',
};

interface LevelCounts {
  readonly best: Int32Array;
  readonly others: Int32Array;
  readonly bestTotal: number;
  readonly othersTotal: number;
}

function countLevels(levelOf: Int32Array, size: number, isBest: ArrayLike<boolean | number>): LevelCounts {
  const best = new Int32Array(size);
  const others = new Int32Array(size);
  let bestTotal = 0;
  let othersTotal = 0;
  for (let i = 0; i < levelOf.length; i++) {
    const level = levelOf[i];
    if (level < 0) continue;
    if (isBest[i]) {
      best[level]++;
      bestTotal++;
    } else {
      others[level]++;
      othersTotal++;
    }
  }
  return { best, others, bestTotal, othersTotal };
}

function weighEvidence(
  { best, others, bestTotal, othersTotal }: LevelCounts,
  level: number,
  smoothing: number,
) {
  const among = (count: number, total: number) => (count + smoothing) / (total + smoothing * best.length);
  return logarithm(among(best[level], bestTotal) / among(others[level], othersTotal));
}

function compare(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
