/**
 * Largest count of units in a total: below it, products and sums of the allocation stay exact enough that rounding
 * can neither miss the total nor leave a limit. In cents it is about 1.1e13 of the currency.
 */
export const MAX_UNITS = 2 ** 50;

/**
 * How many units an amount is, free of the noise of its decimals: 0.07 is 7 units of 0.01, not 7.000000000000001.
 */
export function unitsOf(amount: number, unit: number): number {
  const count = amount / unit;
  const nearest = Math.round(count);
  return Math.abs(count - nearest) <= 4 * Number.EPSILON * nearest ? nearest : count;
}

/** The amount of a whole number of units: the double nearest to it where the unit is 1/10, 1/100 and so on. */
export function amountOf(units: number, unit: number): number {
  const perOne = Math.round(1 / unit);
  return perOne > 1 && Math.abs(perOne * unit - 1) <= Number.EPSILON ? units / perOne : units * unit;
}
