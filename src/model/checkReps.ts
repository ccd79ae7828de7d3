import { type Bounds, checkCoordinates, isBounds } from './checkCoordinates.js';
import { type Checked, valuesOrThrow } from './checked.js';
import { checkIds } from './checkIds.js';
import { type CheckOptions, defaultCheckOptions, resolveCheckOptions } from './checkOptions.js';
import { draftRecords, type RecordKind } from './checkRecords.js';
import type { Rep } from './rep.js';
import { repSchema } from './schemas.js';

/** Fields of a rep that can have a column; `lon` and `lat` are those of the home, skills are separated by `;`. */
export type RepField = 'id' | 'name' | 'lon' | 'lat' | 'capacity' | 'skills' | 'start' | 'role';

/** How reps are read. */
export interface RepCheckOptions extends CheckOptions<RepField, Rep> {
  /** Where homes are expected to lie. Default `null`: anywhere. */
  readonly bounds: Bounds | null;
}

const defaultOptions: RepCheckOptions = /* @__PURE__ */ Object.freeze({
  ...defaultCheckOptions,
  bounds: null,
});

const repFields: readonly RepField[] = ['id', 'capacity', 'name', 'lon', 'lat', 'skills', 'start', 'role'];

const repKind: RecordKind<Rep> = {
  schema: repSchema,
  shape: {
    fields: {
      id: 'text',
      name: 'text',
      home: { fields: { lon: 'number', lat: 'number' } },
      capacity: 'number',
      skills: 'list',
      start: 'text',
      role: 'text',
    },
  },
  paths: { lon: 'home.lon', lat: 'home.lat' },
  empty: () => ({ skills: [] }),
};

/**
 * Reads reps from records or flat rows and names everything that is wrong, odd or read differently.
 *
 * @param rows - records of {@link Rep}'s shape, or with `options.columns` flat rows as `readCsv` gives them
 * @param options - see {@link RepCheckOptions}; with columns, those of `id` and `capacity` must be there
 * @returns the reps without error, their rows, and all issues; codes as in {@link checkAccounts}, and `bad-date`
 * @throws {@link OptionsError} for options that are unknown or wrong
 * @remarks O(cells + rows log rows), deterministic; rows are not changed.
 * @example
 * ```ts
 * import { checkReps } from 'bailiwick/model';
 * const { values } = checkReps([{ rep: 'R1', hours: '900', skills: 'pediatric; psychiatric' }], {
 *   columns: { id: 'rep', capacity: 'hours', skills: 'skills' },
 * });
 * values; // => [{ id: 'R1', capacity: 900, skills: ['pediatric', 'psychiatric'] }]
 * ```
 */
export function checkReps(rows: readonly unknown[], options?: Partial<RepCheckOptions>): Checked<Rep> {
  const settings = resolveCheckOptions('checkReps', repFields, 2, defaultOptions, options, {
    bounds: isBounds,
  });
  const draft = draftRecords(rows, repKind, settings);
  checkIds(draft);
  checkCoordinates(draft, settings.bounds, 'home');
  return draft.finish();
}

/**
 * Reads reps as {@link checkReps} does, and insists that none has an error.
 *
 * @param rows - see {@link checkReps}
 * @param options - see {@link RepCheckOptions}
 * @returns one rep for every row
 * @throws {@link InputError} carrying all issues, {@link OptionsError} as in {@link checkReps}
 */
export function parseReps(rows: readonly unknown[], options?: Partial<RepCheckOptions>): readonly Rep[] {
  return valuesOrThrow('reps', checkReps(rows, options));
}
