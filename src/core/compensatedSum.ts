/**
 * Adds numbers with a running correction, so that the error does not grow with their count.
 *
 * @param values - finite numbers
 * @returns their sum, correct to about one unit in the last place; 0 for none
 * @remarks O(n). Arnold Neumaier: Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, 1974,
 * DOI 10.1002/zamm.19740540106.
 */
export function compensatedSum(values: ArrayLike<number>): number {
  let sum = 0;
  let correction = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const next = sum + value;
    const added = next - sum;
    correction += sum - (next - added) + (value - added);
    sum = next;
  }
  return sum + correction;
}
