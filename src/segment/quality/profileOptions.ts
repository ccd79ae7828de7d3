import { dayNumberOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { isId, isRecord } from '../../core/records.js';
import type { Account } from '../../model/account.js';
import { amount } from '../checkColumn.js';
import { columnOf } from '../columnOf.js';
import { fieldNames, fieldReader } from '../readField.js';
import { isReader } from './isReader.js';
import type { DuplicateGroup } from './proposeMerges.js';
import type { QualityPart, StaleRule } from './qualityChecks.js';

export const PARTS: readonly QualityPart[] = ['complete', 'unique', 'plausible', 'current', 'located'];

/** Options of `profileAccounts`. */
export interface ProfileOptions {
  /** Fields that every account should have. Default `name`: chosen, people cannot work with a row they cannot call. */
  readonly fields: readonly string[];
  /** By field of numbers: its smallest and largest possible value. Measures below 0 are impossible anyway. Default none: what is possible hangs on the field. */
  readonly ranges: Readonly<Record<string, readonly [least: number, most: number]>>;
  /** Measures in which outliers are looked for, by id. Default none: chosen, an outlier may be the best customer. */
  readonly outliers: readonly string[];
  /** Quartile distances beyond the quartiles from which a value is an outlier, 0.001 to 100. Default 3: Tukey's "far out". */
  readonly fence: number;
  /** Default `null`: age is not looked at, as no field of a day is in every list. */
  readonly stale: StaleRule | null;
  /**
   * What `findDuplicates` gives for the same accounts, where alike names or areas count as well. Default `null`: equal ids,
   * and equal names within 250 m, which takes less code and time.
   */
  readonly duplicates: readonly DuplicateGroup[] | null;
  /** What an account counts, 0 or more: its revenue, say, so that what matters is mended first. Default 1: chosen, the score is a share of accounts. */
  readonly weight: ((account: Account) => number) | null;
  /** Weights of the parts relative to each other. Default 1 each: chosen. */
  readonly parts: Readonly<Record<QualityPart, number>>;
}

/** Entry `[i]` is what account i counts; names every weight that is none. */
export function readWeights(accounts: readonly Account[], weight: ProfileOptions['weight']): Float64Array {
  const issues: Issue[] = [];
  const weights = columnOf(accounts.length, (row) => {
    const own = weight === null ? 1 : weight(accounts[row]);
    if (amount.holds(own)) return own;
    addIssue(issues, badValue(row, 'weight', 'out-of-range', amount.expected, own));
    return 0;
  });
  if (issues.length > 0) throw new InputError('profileAccounts', issues);
  return weights;
}

/** All options. */
export function resolveProfileOptions(
  accounts: readonly Account[],
  options: Partial<ProfileOptions> | undefined,
): ProfileOptions {
  const isField = (field: unknown) => fieldReader(field) !== null;
  return resolveOptions<ProfileOptions>(
    'profileAccounts',
    {
      fields: ['name'],
      ranges: {},
      outliers: [],
      fence: 3,
      stale: null,
      duplicates: null,
      weight: null,
      parts: { complete: 1, unique: 1, plausible: 1, current: 1, located: 1 },
    },
    options,
    {
      fields: (value) => (Array.isArray(value) && value.every(isField) ? null : fieldNames()),
      ranges: (value) =>
        isRecord(value) &&
        Object.entries(value).every(
          ([field, range]) =>
            isField(field) &&
            Array.isArray(range) &&
            range.every((end) => typeof end === 'number') &&
            range[0] <= range[1],
        )
          ? null
          : 'least and most by field',
      outliers: (value) => (Array.isArray(value) && value.every(isId) ? null : 'ids of measures'),
      fence: numberIn(0.001, 100),
      stale: (value) => {
        const rule = value as StaleRule | null;
        const isGood =
          rule === null ||
          (isField(rule.field) && !Number.isNaN(dayNumberOf(rule.asOf)) && amount.holds(rule.afterDays));
        return isGood ? null : 'field, day asOf and afterDays from 0';
      },
      duplicates: (value) =>
        value === null ||
        (Array.isArray(value) &&
          value.every((group) =>
            [group?.keep]
              .concat(group?.merge)
              .every((row) => typeof row === 'number' && accounts[row] !== undefined),
          ))
          ? null
          : 'groups of rows of these accounts',
      weight: isReader,
      parts: (value) =>
        PARTS.every((part) => amount.holds((value as ProfileOptions['parts'] | null)?.[part] as number))
          ? null
          : 'weights from 0',
    },
  );
}
