import { integerIn, numberIn, oneOf, resolveOptions } from '../../core/options.js';
import { LARGEST } from '../../quota/rounding/checkTotal.js';
import { checkAmounts } from '../checkAmounts.js';

/** What a draw guarantees. */
export interface DrawOptions {
  /** Smallest pay of a period with a draw, 0 or more. Default 0: no draw. */
  readonly draw: number;
  /** `recoverable` (default: chosen, an advance is a loan): what is advanced is taken back from later earnings. `nonRecoverable`: it is not. */
  readonly kind: 'recoverable' | 'nonRecoverable';
  /** Periods from the first on that have a draw; default all, `null`. */
  readonly periods: number | null;
  /** What is still to be taken back from before the first period, 0 or more. Default 0. */
  readonly openingBalance: number;
}

/** Pay of one period. */
export interface DrawPeriod {
  readonly earned: number;
  /** Paid on top of what was earned, to reach the draw. */
  readonly advanced: number;
  /** Taken back of earlier advances. */
  readonly recovered: number;
  /** earned + advanced - recovered. */
  readonly pay: number;
  /** Advances that are still to be taken back. */
  readonly balance: number;
}

const defaultOptions: DrawOptions = /* @__PURE__ */ Object.freeze({
  draw: 0,
  kind: 'recoverable',
  periods: null,
  openingBalance: 0,
});

/**
 * Pays commission with a draw against it, period by period.
 *
 * @param earned - entry `[p]` was earned in period p, 0 or more; one rep, so one currency, that of the draw
 * @param options - see {@link DrawOptions}
 * @returns one record for each period
 * @throws {@link InputError} naming every amount that is negative or not finite, {@link OptionsError}
 * @remarks Only what is earned beyond the draw pays back, so pay never falls below it while it runs. With a recoverable
 * draw the sum of pay is that of earnings plus the change of the balance. O(periods), deterministic.
 * @example
 * ```ts
 * import { payDraws } from 'bailiwick/kpi';
 * const periods = payDraws([600, 2_500, 1_800], { draw: 1_000 });
 * periods.map(({ pay, balance }) => [pay, balance]); // => [[1000, 400], [2100, 0], [1800, 0]]
 * ```
 */
export function payDraws(earned: ArrayLike<number>, options?: Partial<DrawOptions>): DrawPeriod[] {
  const { draw, kind, periods, openingBalance } = resolveOptions('payDraws', defaultOptions, options, {
    draw: numberIn(0, LARGEST),
    kind: oneOf('recoverable', 'nonRecoverable'),
    periods: (value) => (value === null ? null : integerIn(0)(value)),
    openingBalance: numberIn(0, LARGEST),
  });
  checkAmounts('payDraws', { earned });
  let balance = openingBalance;
  return Array.from(earned, (amount, p): DrawPeriod => {
    const floor = periods === null || p < periods ? draw : 0;
    const advanced = Math.max(0, floor - amount);
    const recovered = Math.min(balance, Math.max(0, amount - floor));
    balance = balance - recovered + (kind === 'recoverable' ? advanced : 0);
    return { earned: amount, advanced, recovered, pay: amount + advanced - recovered, balance };
  });
}
