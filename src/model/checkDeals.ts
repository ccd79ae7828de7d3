import { type Checked, valuesOrThrow } from './checked.js';
import { checkIds } from './checkIds.js';
import { type CheckOptions, defaultCheckOptions, resolveCheckOptions } from './checkOptions.js';
import { type Draft, draftRecords, type RecordKind } from './checkRecords.js';
import type { Deal } from './deal.js';
import { dealSchema } from './schemas.js';

/** Fields of a deal that can have a column. */
export type DealField = keyof Deal;

/** How deals are read. */
export type DealCheckOptions = CheckOptions<DealField, Deal>;

const dealFields: readonly DealField[] = [
  'id',
  'accountId',
  'amount',
  'stage',
  'openedOn',
  'currency',
  'closedOn',
  'won',
  'repId',
];

const dealKind: RecordKind<Deal> = {
  schema: dealSchema,
  shape: {
    fields: {
      id: 'text',
      accountId: 'text',
      amount: 'number',
      currency: 'text',
      stage: 'text',
      openedOn: 'text',
      closedOn: 'text',
      won: 'boolean',
      repId: 'text',
    },
  },
  empty: () => ({}),
};

/**
 * Reads deals from records or flat rows and names everything that is wrong, odd or read differently.
 *
 * @param rows - records of {@link Deal}'s shape, or with `options.columns` flat rows as `readCsv` gives them
 * @param options - see {@link CheckOptions}; with columns, those of `id`, `accountId`, `amount`, `stage` and
 * `openedOn` must be there
 * @returns the deals without error, their rows, and all issues; codes as in {@link checkAccounts}, and the errors
 * `bad-date`, `bad-format`, `closed-before-opened`, the warnings `closed-without-outcome` and `outcome-while-open`
 * @throws {@link OptionsError} for options that are unknown or wrong
 * @remarks O(cells), deterministic; rows are not changed. Outcomes are read from `true`, `yes`, `y`, `1` and their
 * opposites.
 * @example
 * ```ts
 * import { checkDeals } from 'bailiwick/model';
 * const deal = { id: 'D1', accountId: 'A1', amount: 100, stage: 'won', openedOn: '2023-02-30' };
 * checkDeals([deal]).issues[0].message; // => 'openedOn should be a day as YYYY-MM-DD, but is "2023-02-30"'
 * ```
 */
export function checkDeals(rows: readonly unknown[], options?: Partial<DealCheckOptions>): Checked<Deal> {
  const settings = resolveCheckOptions('checkDeals', dealFields, 5, defaultCheckOptions, options, {});
  const draft = draftRecords(rows, dealKind, settings);
  checkIds(draft);
  checkClosing(draft);
  return draft.finish();
}

/**
 * Reads deals as {@link checkDeals} does, and insists that none has an error.
 *
 * @param rows - see {@link checkDeals}
 * @param options - see {@link DealCheckOptions}
 * @returns one deal for every row
 * @throws {@link InputError} carrying all issues, {@link OptionsError} as in {@link checkDeals}
 */
export function parseDeals(rows: readonly unknown[], options?: Partial<DealCheckOptions>): readonly Deal[] {
  return valuesOrThrow('deals', checkDeals(rows, options));
}

function checkClosing(draft: Draft<Deal>): void {
  for (let row = 0; row < draft.candidates.length; row++) {
    if (draft.failed[row] === 1) continue;
    const { openedOn, closedOn, won } = draft.candidates[row] as unknown as Deal;
    if (closedOn === undefined) {
      if (won !== undefined)
        draft.warn(row, 'won', 'outcome-while-open', 'left out while the deal is open', won);
    } else if (closedOn < openedOn) {
      const expected = `on or after ${draft.labelOf('openedOn')} ${openedOn}`;
      draft.reject(row, 'closedOn', 'closed-before-opened', expected, closedOn);
    } else if (won === undefined) {
      draft.warn(row, 'won', 'closed-without-outcome', 'known once the deal is closed', won);
    }
  }
}
