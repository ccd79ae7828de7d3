import { amountOf } from '../../quota/rounding/units.js';

/**
 * The nearest whole number of coins, halves up: 1.005 in coins of 0.01 is 1.01, though the double is below it.
 *
 * @param amount - 0 or more
 * @param unit - the coin, above 0
 * @returns the double nearest to the decimal where the coin is 1/10, 1/100 and so on
 */
export function roundToCoin(amount: number, unit: number): number {
  return amountOf(coinsOf(amount, unit), unit);
}

/** The number of coins of it. */
export function coinsOf(amount: number, unit: number): number {
  const count = amount / unit;
  // Division and earlier products may have left a half a few units in the last place short.
  return Math.floor(count + 0.5 + 4 * Number.EPSILON * count);
}

/** Whole coins of either sign, symmetrical. */
export function toCoins(amount: number, unit: number): number {
  return amount < 0 ? 0 - roundToCoin(-amount, unit) : roundToCoin(amount, unit);
}
