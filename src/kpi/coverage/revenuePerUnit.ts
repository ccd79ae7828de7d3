import { resolveOptions } from '../../core/options.js';
import { areRatesOrNull, type CurrencyRates } from '../../model/currency.js';
import { ratio } from '../ratio.js';
import { addUpPairs } from './addUpPairs.js';

/** Revenue of a territory and how large it is, in accounts, potential, square kilometres, people, hours. */
export interface RevenueRow {
  readonly id: string;
  /** Finite; negative where returns exceed sales. */
  readonly revenue: number;
  /** 0 or more; where it is money (potential), in the currency of the report. */
  readonly units: number;
  /** Currency of the revenue, an ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
}

/** Options of {@link revenuePerUnit}. */
export interface RevenueOptions {
  /**
   * By currency code: what one unit of it is in the currency of the report. Default `null`: nothing is converted, and rows in
   * more than one currency are refused.
   */
  readonly rates: CurrencyRates | null;
}

const defaultOptions: RevenueOptions = /* @__PURE__ */ Object.freeze({ rates: null });

/** Revenue by unit of territory. */
export interface RevenuePerUnit {
  readonly revenue: number;
  readonly units: number;
  /** revenue / units; `null` without units. */
  readonly perUnit: number | null;
  /** perUnit / that of all: 1 is average; `null` where either is not known or all have none. */
  readonly index: number | null;
}

/**
 * Revenue per unit of territory: by account, square kilometre, inhabitant, hour or unit of potential.
 *
 * @param rows - several rows of one id add up
 * @param options - see {@link RevenueOptions}
 * @returns by id in the order in which ids come first, and in total, which is the ratio of the sums
 * @throws {@link InputError} naming every row that is none, id that is no text, number that is not finite, negative size,
 * and currency that is no text, is not the only one or has no rate; {@link OptionsError}
 * @remarks O(rows), deterministic.
 * @example
 * ```ts
 * import { revenuePerUnit } from 'bailiwick/kpi';
 * const { rows, total } = revenuePerUnit([
 *   { id: 'north', revenue: 300, units: 10 },
 *   { id: 'south', revenue: 100, units: 10 },
 * ]);
 * rows[0]; // => { id: 'north', revenue: 300, units: 10, perUnit: 30, index: 1.5 }
 * total.perUnit; // => 20
 * ```
 */
export function revenuePerUnit(
  rows: readonly RevenueRow[],
  options?: Partial<RevenueOptions>,
): {
  readonly total: RevenuePerUnit;
  readonly rows: readonly (RevenuePerUnit & { readonly id: string })[];
} {
  const { rates } = resolveOptions('revenuePerUnit', defaultOptions, options, { rates: areRatesOrNull });
  const fields = { part: 'revenue', whole: 'units', isSigned: true, rates } as const;
  const { ids, at } = addUpPairs('revenuePerUnit', rows, fields);
  const all = at(ids.length);
  const mean = ratio(all.part, all.whole);
  const figure = (index: number): RevenuePerUnit => {
    const { part, whole } = at(index);
    const perUnit = ratio(part, whole);
    return { revenue: part, units: whole, perUnit, index: ratio(perUnit, mean) };
  };
  return { total: figure(ids.length), rows: ids.map((id, index) => ({ id, ...figure(index) })) };
}
