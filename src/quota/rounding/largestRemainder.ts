import { sumColumn } from '../../core/sumColumn.js';
import { productError } from './exactProduct.js';

/**
 * Largest remainder, unchecked: whole numbers near `units * weights[i] / sum of weights` that add up to `units`.
 *
 * Idea: (1) form each product `units * weight` as an exact pair of doubles; (2) its remainder modulo the sum of the
 * weights is then exact, because the remainder of a division of doubles is; (3) give everybody the whole part;
 * (4) what is left goes, a unit each, to the largest remainders, equal ones in index order. With weights that are whole
 * numbers and add up to less than 2^53 no step rounds, so ties are true ties.
 */
export function largestRemainder(weights: Float64Array, units: number): number[] {
  const whole: number[] = new Array(weights.length).fill(0);
  if (units === 0) return whole;
  const remainders = new Float64Array(weights.length);
  giveToLargest(whole, remainders, giveWhole(weights, units, whole, remainders));
  return whole;
}

/** Steps (1) to (3), for units that are not 0: the whole parts and the remainders; returns how many units are left. */
export function giveWhole(
  weights: Float64Array,
  units: number,
  whole: number[],
  remainders: Float64Array,
): number {
  const sum = sumColumn(weights);
  let left = units;
  for (let i = 0; i < weights.length; i++) {
    // A weight of -0 is 0.
    const product = units * weights[i] + 0;
    // The same number: a division by 1 is the dearest step where shares of 1 are divided again and again.
    const highRemainder = sum === 1 ? product - Math.floor(product) : product % sum;
    whole[i] = Math.round((product - highRemainder) / sum);
    remainders[i] = highRemainder + productError(units, weights[i], product);
    if (remainders[i] < 0) {
      remainders[i] += sum;
      whole[i]--;
    } else if (remainders[i] >= sum) {
      remainders[i] -= sum;
      whole[i]++;
    }
    left -= whole[i];
  }
  return left;
}

/** Adds 1 at the `count` largest remainders, equal ones in index order. */
export function giveToLargest(whole: number[], remainders: Float64Array, count: number): void {
  if (count === 0) return;
  const ascending = remainders.slice().sort();
  const threshold = ascending[ascending.length - count];
  let ties = count;
  for (let i = 0; i < remainders.length; i++) if (remainders[i] > threshold) ties--;
  for (let i = 0; i < remainders.length; i++) {
    if (remainders[i] > threshold || (remainders[i] === threshold && ties-- > 0)) whole[i]++;
  }
}
