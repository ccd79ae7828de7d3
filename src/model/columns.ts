import type { Account } from './account.js';

/** Accounts column by column, for loops over many: entry `[i]` of every column is account i. */
export interface AccountColumns {
  readonly ids: readonly string[];
  /** Longitude in degrees; NaN where the account is not located. */
  readonly lon: Float64Array;
  /** Latitude in degrees; NaN where the account is not located. */
  readonly lat: Float64Array;
  /** Entry `[m][i]` is measure m of account i; NaN where it is unknown. */
  readonly measures: readonly Float64Array[];
}

/**
 * Turns accounts into columns of numbers.
 *
 * @param accounts - checked accounts
 * @param measureIds - which measures to take, in this order
 * @returns new arrays; a missing number is NaN, never 0: what it counts as is the caller's decision
 * @remarks O(accounts x measures).
 * @example
 * ```ts
 * import { toColumns } from 'bailiwick/model';
 * const columns = toColumns([{ id: 'A', lon: 2.35, lat: 48.86, measures: { beds: 20 }, attributes: {} }], ['beds']);
 * columns.measures[0][0]; // => 20
 * ```
 */
export function toColumns(accounts: readonly Account[], measureIds: readonly string[]): AccountColumns {
  const column = (read: (account: Account) => number | undefined) =>
    Float64Array.from(accounts, (account) => read(account) ?? Number.NaN);
  const isLocated = ({ lon, lat }: Account) => lon !== undefined && lat !== undefined;
  return {
    ids: accounts.map((account) => account.id),
    lon: column((account) => (isLocated(account) ? account.lon : undefined)),
    lat: column((account) => (isLocated(account) ? account.lat : undefined)),
    measures: measureIds.map((id) =>
      column(({ measures }) => (Object.hasOwn(measures, id) ? measures[id] : undefined)),
    ),
  };
}
