/*
 * A sum in three parts, so that the order of what is added does not show in it. The first part is near the sum, each next one is
 * what rounding took from the one before (Knuth's exact sum of two numbers); only what the last one loses is gone. So a sum has
 * three times the digits of a number, some 150 bits: exact in any order as long as what is added spans no more of them.
 *
 * Takeshi Ogita, Siegfried M. Rump, Shin'ichi Oishi: Accurate sum and dot product, 2005, DOI 10.1137/030601818 (their K-fold
 * sum, number by number).
 */

/**
 * Adds a number to a sum.
 *
 * @param parts - sums of so many parts each, 0 at first
 * @param at - where the parts of this sum begin
 * @param value - a finite number
 * @param size - how many parts a sum has
 * @returns what rounding took from the last part
 */
export function addInto(parts: Float64Array, at: number, value: number, size = 3): number {
  for (const end = at + size; at < end; at++) {
    const sum = parts[at] + value;
    const added = sum - parts[at];
    value = parts[at] - (sum - added) + (value - added);
    parts[at] = sum;
  }
  return value;
}

/**
 * The number nearest to a sum, one of the two where both are all but as near. Its second part is added to the first once more,
 * as parts of numbers that cancelled may be of one size: the parts change, what they add up to does not.
 */
export function sumOfParts(parts: Float64Array, at: number): number {
  const correction = parts[at + 1];
  parts[at + 1] = 0;
  addInto(parts, at, correction);
  return parts[at] + (parts[at + 1] + parts[at + 2]);
}
