import { type Bounds, checkCoordinates, isBounds } from './checkCoordinates.js';
import { type Checked, valuesOrThrow } from './checked.js';
import { checkIds } from './checkIds.js';
import { type CheckOptions, defaultCheckOptions, resolveCheckOptions } from './checkOptions.js';
import { type Draft, draftRecords, type RecordKind } from './checkRecords.js';
import { territorySchema } from './schemas.js';
import type { LoadLimit, Territory } from './territory.js';

/** Fields of a territory that can have a column; `lon` and `lat` are those of the seat, rep ids are separated by `;`. */
export type TerritoryField = 'id' | 'repIds' | 'lon' | 'lat' | 'share';

/** How territories are read. */
export interface TerritoryCheckOptions extends CheckOptions<TerritoryField, Territory> {
  /** Where seats are expected to lie. Default `null`: anywhere. */
  readonly bounds: Bounds | null;
}

const defaultOptions: TerritoryCheckOptions = /* @__PURE__ */ Object.freeze({
  ...defaultCheckOptions,
  bounds: null,
});

const territoryFields: readonly TerritoryField[] = ['id', 'repIds', 'lon', 'lat', 'share'];

const territoryKind: RecordKind<Territory> = {
  schema: territorySchema,
  shape: {
    fields: {
      id: 'text',
      repIds: 'list',
      seat: { fields: { lon: 'number', lat: 'number' } },
      share: 'number',
      limits: { each: { fields: { min: 'number', max: 'number' } } },
    },
  },
  paths: { lon: 'seat.lon', lat: 'seat.lat' },
  empty: () => ({ repIds: [] }),
};

/**
 * Reads territories from records or flat rows and names everything that is wrong, odd or read differently.
 *
 * @param rows - records of {@link Territory}'s shape, or with `options.columns` flat rows as `readCsv` gives them;
 * limits can only come with records
 * @param options - see {@link TerritoryCheckOptions}; with columns, that of `id` must be there
 * @returns the territories without error, their rows, and all issues; codes as in {@link checkAccounts}, and
 * `min-above-max`
 * @throws {@link OptionsError} for options that are unknown or wrong
 * @remarks O(cells + rows log rows), deterministic; rows are not changed.
 * @example
 * ```ts
 * import { checkTerritories } from 'bailiwick/model';
 * const { issues } = checkTerritories([{ id: 'T1', repIds: [], limits: { hours: { min: 9, max: 8 } } }]);
 * issues.map((issue) => issue.message); // => ['limits.hours.min should be at most limits.hours.max 8, but is 9']
 * ```
 */
export function checkTerritories(
  rows: readonly unknown[],
  options?: Partial<TerritoryCheckOptions>,
): Checked<Territory> {
  const settings = resolveCheckOptions('checkTerritories', territoryFields, 1, defaultOptions, options, {
    bounds: isBounds,
  });
  const draft = draftRecords(rows, territoryKind, settings);
  checkIds(draft);
  checkCoordinates(draft, settings.bounds, 'seat');
  checkLimits(draft);
  return draft.finish();
}

/**
 * Reads territories as {@link checkTerritories} does, and insists that none has an error.
 *
 * @param rows - see {@link checkTerritories}
 * @param options - see {@link TerritoryCheckOptions}
 * @returns one territory for every row
 * @throws {@link InputError} carrying all issues, {@link OptionsError} as in {@link checkTerritories}
 */
export function parseTerritories(
  rows: readonly unknown[],
  options?: Partial<TerritoryCheckOptions>,
): readonly Territory[] {
  return valuesOrThrow('territories', checkTerritories(rows, options));
}

function checkLimits(draft: Draft<Territory>): void {
  for (let row = 0; row < draft.candidates.length; row++) {
    const limits = draft.candidates[row]?.limits;
    if (typeof limits !== 'object' || limits === null) continue;
    for (const [measureId, limit] of Object.entries(limits as Record<string, LoadLimit | null>)) {
      const { min, max } = limit ?? {};
      if (typeof min !== 'number' || typeof max !== 'number' || !(min > max)) continue;
      const field = `limits.${measureId}`;
      draft.reject(row, `${field}.min`, 'min-above-max', `at most ${field}.max ${max}`, min);
    }
  }
}
