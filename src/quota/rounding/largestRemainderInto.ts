import { giveToLargest, giveWhole } from './largestRemainder.js';

/** Up to so many, looking for the largest each time is cheaper than sorting; chosen. */
const FEW = 8;

/**
 * `largestRemainder` into `whole` for units above 0, without allocation for few weights; `remainders` is scratch of the
 * same length.
 */
export function largestRemainderInto(
  weights: Float64Array,
  units: number,
  whole: number[],
  remainders: Float64Array,
): void {
  const left = giveWhole(weights, units, whole, remainders);
  if (weights.length > FEW) giveToLargest(whole, remainders, left);
  else giveOneByOne(whole, remainders, left);
}

/** As `giveToLargest`, without a list of its own; spoils the remainders. */
function giveOneByOne(whole: number[], remainders: Float64Array, count: number): void {
  for (let left = count; left > 0; left--) {
    let largest = 0;
    for (let i = 1; i < remainders.length; i++) if (remainders[i] > remainders[largest]) largest = i;
    remainders[largest] = -1;
    whole[largest]++;
  }
}
