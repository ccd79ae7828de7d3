import { type Checked, valuesOrThrow } from './checked.js';
import { checkIds } from './checkIds.js';
import { type CheckOptions, defaultCheckOptions, isSafeKey, resolveCheckOptions } from './checkOptions.js';
import { draftRecords, type RecordKind } from './checkRecords.js';
import type { Measure } from './measure.js';
import { measureSchema } from './schemas.js';

/** Fields of a measure that can have a column. */
export type MeasureField = 'id' | 'name' | 'unit' | 'tolerance';

/** How measures are read. */
export type MeasureCheckOptions = CheckOptions<MeasureField, Measure>;

const measureFields: readonly MeasureField[] = ['id', 'tolerance', 'name', 'unit'];

const measureKind: RecordKind<Measure> = {
  schema: measureSchema,
  shape: { fields: { id: 'text', name: 'text', unit: 'text', tolerance: 'number' } },
  empty: () => ({}),
};

/**
 * Reads measures from records or flat rows and names everything that is wrong, odd or read differently.
 *
 * @param rows - records of {@link Measure}'s shape, or with `options.columns` flat rows as `readCsv` gives them
 * @param options - see {@link CheckOptions}; with columns, those of `id` and `tolerance` must be there
 * @returns the measures without error, their rows, and all issues; codes as in {@link checkAccounts}. An id that every
 * object has as a key (`constructor`) is `unsafe-key`
 * @throws {@link OptionsError} for options that are unknown or wrong
 * @remarks O(cells), deterministic; rows are not changed.
 * @example
 * ```ts
 * import { checkMeasures } from 'bailiwick/model';
 * checkMeasures([{ id: 'hours', tolerance: -0.05 }]).issues[0].code; // => 'negative'
 * ```
 */
export function checkMeasures(
  rows: readonly unknown[],
  options?: Partial<MeasureCheckOptions>,
): Checked<Measure> {
  const settings = resolveCheckOptions('checkMeasures', measureFields, 2, defaultCheckOptions, options, {});
  const draft = draftRecords(rows, measureKind, settings);
  for (const [id, row] of checkIds(draft)) {
    if (!isSafeKey(id)) draft.reject(row, 'id', 'unsafe-key', 'another name', id);
  }
  return draft.finish();
}

/**
 * Reads measures as {@link checkMeasures} does, and insists that none has an error.
 *
 * @param rows - see {@link checkMeasures}
 * @param options - see {@link MeasureCheckOptions}
 * @returns one measure for every row
 * @throws {@link InputError} carrying all issues, {@link OptionsError} as in {@link checkMeasures}
 */
export function parseMeasures(
  rows: readonly unknown[],
  options?: Partial<MeasureCheckOptions>,
): readonly Measure[] {
  return valuesOrThrow('measures', checkMeasures(rows, options));
}
