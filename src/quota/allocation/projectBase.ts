import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { resolveOptions } from '../../core/options.js';
import { checkId, eachRecord } from '../../core/records.js';
import { areRatesOrNull, type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import { isShare } from '../rounding/checkTotal.js';

/** What was sold, and what will not or will also be. */
export interface BaseRow {
  readonly id: string;
  /** Sales of the period before; negative where returns outweighed them. */
  readonly actual: number;
  /** Part of it that was a single event and will not come again, of either sign; 0 unless told. */
  readonly oneOff?: number;
  /** Share of the rest that will be lost with customers who leave, 0 to 1; 0 unless told. */
  readonly attrition?: number;
  /** Growth of what remains, as a share, at least -1; 0 unless told. */
  readonly growth?: number;
  /** Currency of the amounts, an ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
}

/** Options of {@link projectBase}. */
export interface BaseOptions {
  /**
   * By currency code: what one unit of it is in the currency of the bases. `null` unless told: nothing is converted, and rows
   * in more than one currency are refused.
   */
  readonly rates: CurrencyRates | null;
}

/** Options unless told. */
const defaultOptions: BaseOptions = /* @__PURE__ */ Object.freeze({ rates: null });

/** A base to set quota by: the sum of its contributions. */
export interface ProjectedBase {
  readonly id: string;
  /** 0 or more. */
  readonly base: number;
  readonly contributions: {
    readonly actual: number;
    /** What single events take away. */
    readonly oneOff: number;
    /** Relief for customers who leave. */
    readonly attrition: number;
    readonly growth: number;
    /** What lifts a negative base to 0. */
    readonly heldAtZero: number;
  };
}

/**
 * Projects last period's sales to a base for the next: single events out, relief for attrition, growth on what remains.
 *
 * @param rows - sales and shares by recipient
 * @param options - rates of currencies
 * @returns new records with contributions that add up to the base
 * @throws {@link InputError} naming every row that is no record, every number that is missing or out of range, and every
 * currency that others are not in or that has no rate
 * @throws {@link OptionsError} for rates that are no table of numbers above 0
 * @remarks base = (actual - oneOff) (1 - attrition) (1 + growth), held at 0. O(n). Use `base` as a basis of
 * {@link allocateQuota}.
 * @example
 * ```ts
 * import { projectBase } from 'bailiwick/quota';
 * const [row] = projectBase([{ id: 'ann', actual: 120, oneOff: 20, attrition: 0.1, growth: 0.2 }]);
 * row.base; // => 108
 * row.contributions; // => { actual: 120, oneOff: -20, attrition: -10, growth: 18, heldAtZero: 0 }
 * ```
 */
export function projectBase(rows: readonly BaseRow[], options?: Partial<BaseOptions>): ProjectedBase[] {
  const { rates } = resolveOptions('projectBase', defaultOptions, options, { rates: areRatesOrNull });
  const issues: Issue[] = [];
  const worthOf = createCurrencyReader(rates, issues);
  eachRecord(rows, 'rows', issues, ({ id, actual, oneOff = 0, attrition = 0, growth = 0, currency }, row) => {
    const check = (field: string, isGood: boolean, expected: string, value: unknown) => {
      if (!isGood) addIssue(issues, badValue(row, field, 'out-of-range', expected, value));
    };
    checkId(id, row, 'id', issues);
    check('actual', Number.isFinite(actual), 'a finite number', actual);
    check('oneOff', Number.isFinite(oneOff), 'a finite number', oneOff);
    check('attrition', isShare(attrition), 'a share from 0 to 1', attrition);
    check('growth', Number.isFinite(growth) && growth >= -1, 'a finite number from -1', growth);
    worthOf(currency, row);
  });
  if (issues.length > 0) throw new InputError('projectBase', issues);
  return rows.map(({ id, actual: sold, oneOff: single = 0, attrition = 0, growth = 0, currency }, row) => {
    const worth = worthOf(currency, row);
    const actual = sold * worth;
    const oneOff = single * worth;
    const regular = actual - oneOff;
    const lost = -attrition * regular || 0;
    const gained = growth * (regular + lost) || 0;
    const sum = regular + lost + gained;
    if (!Number.isFinite(sum))
      throw new InputError('projectBase', [
        badValue(row, 'actual', 'not-finite', 'an amount whose base is finite', sold),
      ]);
    const contributions = {
      actual,
      oneOff: -oneOff || 0,
      attrition: lost,
      growth: gained,
      heldAtZero: sum < 0 ? -sum : 0,
    };
    return { id, base: Math.max(0, sum), contributions };
  });
}
