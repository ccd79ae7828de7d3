import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { checkId } from '../../core/records.js';
import { checkLabels, lengthOf } from '../checkColumn.js';
import { columnOf } from '../columnOf.js';
import type { Predictor } from './regressionInput.js';

/** Accounts x values at the most: columns take 8 bytes for each. Chosen: 2 GB. */
const MOST_CELLS = 250_000_000;

/**
 * Turns a category into predictors for a regression: a column of 0 and 1 for every value but the most frequent one.
 *
 * @param id - what the columns' ids begin with: `type=clinic`
 * @param values - entry `[i]` is the category of account i; `null` where it is not known
 * @returns a column for every value but the reference, in the order of code units; unknown values are NaN, for the
 * regression's policy to decide. Empty where there are fewer than two values
 * @throws {@link InputError} naming every value that is neither a text nor `null`, an id that is no text, and more than 250,000,000 of
 * accounts x different values, such as names in place of categories
 * @remarks The coefficient of a column is the difference to the reference: the most frequent value, of equally frequent
 * ones the first in code units. O(accounts x values).
 * @example
 * ```ts
 * import { categoryPredictors } from 'bailiwick/segment';
 * const [clinic] = categoryPredictors('type', ['hospital', 'clinic', 'hospital', null]);
 * clinic.id; // => 'type=clinic'
 * Array.from(clinic.values); // => [0, 1, 0, NaN]
 * ```
 */
export function categoryPredictors(id: string, values: readonly (string | null)[]): Predictor[] {
  const issues: Issue[] = [];
  checkId(id, null, 'id', issues);
  checkLabels(issues, 'values', values, lengthOf(values));
  if (issues.length > 0) throw new InputError('categoryPredictors', issues);
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size * values.length > MOST_CELLS) {
    const expected = `${Math.floor(MOST_CELLS / values.length)} different at the most for ${values.length} accounts`;
    throw new InputError('categoryPredictors', [badValue(null, 'values', 'too-many', expected, counts.size)]);
  }
  const names = [...counts.keys()].sort();
  const [reference] = names.reduce<[string | null, number]>(
    (most, name) => ((counts.get(name) as number) > most[1] ? [name, counts.get(name) as number] : most),
    [null, 0],
  );
  return names
    .filter((name) => name !== reference)
    .map((name) => ({
      id: `${id}=${name}`,
      values: columnOf(values.length, (i) => (values[i] === null ? Number.NaN : Number(values[i] === name))),
    }));
}
