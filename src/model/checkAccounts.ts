import { OptionsError } from '../core/errors.js';
import { badValue } from '../core/issue.js';
import type { Account } from './account.js';
import { type Bounds, checkCoordinates, isBounds } from './checkCoordinates.js';
import { type Checked, valuesOrThrow } from './checked.js';
import { checkFamilies } from './checkFamilies.js';
import { checkIds } from './checkIds.js';
import {
  areNamedColumns,
  type CheckOptions,
  defaultCheckOptions,
  type NamedColumns,
  resolveCheckOptions,
} from './checkOptions.js';
import { draftRecords, type RecordKind } from './checkRecords.js';
import type { ColumnTarget } from './readRecord.js';
import { accountSchema } from './schemas.js';

/** Fields of an account that can have a column. */
export type AccountField = 'id' | 'name' | 'lon' | 'lat' | 'parentId' | 'incumbentId' | 'requiredSkills';

/** How accounts are read. */
export interface AccountCheckOptions extends CheckOptions<AccountField, Account> {
  /** Columns that are measures, by measure id; only with `columns`. Default none. */
  readonly measures: NamedColumns;
  /** Columns that are attributes, by name; only with `columns`. Default none. */
  readonly attributes: NamedColumns;
  /** Where accounts are expected to lie. Default `null`: anywhere. */
  readonly bounds: Bounds | null;
}

const defaultOptions: AccountCheckOptions = /* @__PURE__ */ Object.freeze({
  ...defaultCheckOptions,
  measures: [],
  attributes: [],
  bounds: null,
});

const accountKind: RecordKind<Account> = {
  schema: accountSchema,
  shape: {
    fields: {
      id: 'text',
      name: 'text',
      lon: 'number',
      lat: 'number',
      measures: { each: 'number' },
      attributes: { each: 'any' },
      parentId: 'text',
      incumbentId: 'text',
      requiredSkills: 'list',
    },
  },
  empty: () => ({ measures: {}, attributes: {} }),
};

const accountFields: readonly AccountField[] = [
  'id',
  'name',
  'lon',
  'lat',
  'parentId',
  'incumbentId',
  'requiredSkills',
];

/**
 * Reads accounts from records or flat rows and names everything that is wrong, odd or read differently.
 *
 * @param rows - records of {@link Account}'s shape, or with `options.columns` flat rows as `readCsv` gives them
 * @param options - see {@link AccountCheckOptions}
 * @returns the accounts without error, their rows, and all issues. Errors, which leave their row out: `missing-value`,
 * `wrong-type`, `not-finite`, `negative`, `out-of-range`, `swapped-coordinates`, `duplicate-id`, `unknown-parent`,
 * `family-cycle`, `parent-left-out`, `unsafe-key`; about the list: `unknown-column`. Warnings: `id-whitespace`,
 * `similar-id`, `null-island`, `outside-bounds`, `swapped-coordinates` (concluded from the other accounts only),
 * `mixed-types`, `unknown-field`. Fixed: `missing-marker`, `sentinel`, `lost-zeros`. Rules add their own
 * @throws {@link OptionsError} for options that are unknown or wrong
 * @remarks O(cells + rows log rows), deterministic; rows are not changed. A missing attribute is `null`, any other
 * missing value is absent.
 * @example
 * ```ts
 * import { checkAccounts } from 'bailiwick/model';
 * const { values, issues } = checkAccounts(
 *   [
 *     { ID: '7', LAT: '34.1', LON: '-118.2', BEDS: '-999', OWNER: 'NOT AVAILABLE' },
 *     { ID: '8', LAT: '-118.2', LON: '34.1', BEDS: '25', OWNER: 'CITY' },
 *   ],
 *   {
 *     columns: { id: 'ID', lon: 'LON', lat: 'LAT' },
 *     measures: { beds: 'BEDS' },
 *     attributes: { owner: 'OWNER' },
 *     missing: ['NOT AVAILABLE'],
 *     sentinels: { BEDS: [-999] },
 *   },
 * );
 * values.map((account) => account.id); // => ['7']
 * values[0].measures; // => {}
 * issues.map((issue) => `${issue.row} ${issue.field} ${issue.code}`);
 * // => ['0 BEDS sentinel', '0 OWNER missing-marker', '1 LAT swapped-coordinates']
 * ```
 */
export function checkAccounts(
  rows: readonly unknown[],
  options?: Partial<AccountCheckOptions>,
): Checked<Account> {
  const settings = resolveCheckOptions('checkAccounts', accountFields, 1, defaultOptions, options, {
    measures: areNamedColumns,
    attributes: areNamedColumns,
    bounds: isBounds,
  });
  const named = [
    ...namedTargets('measures', settings.measures, 'number'),
    ...namedTargets('attributes', settings.attributes, 'any'),
  ];
  if (named.length > 0 && settings.columns === null) {
    const issue = badValue(null, 'columns', 'bad-option', 'given with measures or attributes', undefined);
    throw new OptionsError('checkAccounts', [issue]);
  }
  const draft = draftRecords(rows, accountKind, settings, named);
  const rowById = checkIds(draft);
  checkCoordinates(draft, settings.bounds);
  checkFamilies(draft, rowById);
  return draft.finish();
}

/**
 * Reads accounts as {@link checkAccounts} does, and insists that none has an error.
 *
 * @param rows - see {@link checkAccounts}
 * @param options - see {@link AccountCheckOptions}
 * @returns one account for every row
 * @throws {@link InputError} carrying all issues, {@link OptionsError} as in {@link checkAccounts}
 */
export function parseAccounts(
  rows: readonly unknown[],
  options?: Partial<AccountCheckOptions>,
): readonly Account[] {
  return valuesOrThrow('accounts', checkAccounts(rows, options));
}

function namedTargets(under: string, columns: NamedColumns, leaf: 'number' | 'any'): ColumnTarget[] {
  const entries = Array.isArray(columns) ? columns.map((name) => [name, name]) : Object.entries(columns);
  return entries.map(([name, column]) => ({ column, path: [under, name], leaf }));
}
