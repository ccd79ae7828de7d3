/**
 * Adds a number to a sum that is kept in three parts, so that the order of what is added does not show in it: the first is near
 * the sum, each next one is what rounding took from the one before.
 *
 * What rounding takes from a part goes to the next one (Knuth's exact sum of two numbers); only what the last one loses is
 * gone. So a sum has three times the digits of a number, some 150 bits: exact in any order as long as what is added spans
 * no more of them.
 *
 * @param parts - sums of three numbers each, 0 at first
 * @param at - where the parts of this sum begin
 * @param value - a finite number
 * @remarks Takeshi Ogita, Siegfried M. Rump, Shin'ichi Oishi: Accurate sum and dot product, 2005, DOI 10.1137/030601818
 * (their K-fold sum, number by number).
 */
export function addInto(parts: Float64Array, at: number, value: number): void {
  for (const end = at + 3; at < end; at++) {
    const sum = parts[at] + value;
    const added = sum - parts[at];
    value = parts[at] - (sum - added) + (value - added);
    parts[at] = sum;
  }
}
