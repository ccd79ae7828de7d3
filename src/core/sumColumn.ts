/**
 * Adds the numbers of a column that are all 0 or above, or all 0 or below: where nothing cancels, one running correction is enough
 * for the order not to show (Neumaier's sum). Compiled for columns alone: a loop that has met lists of several kinds puts every
 * number it reads on the heap, 16 MB for 1,000,000 of them. Arnold Neumaier: Rundungsfehleranalyse einiger Verfahren zur
 * Summation endlicher Summen, 1974, DOI 10.1002/zamm.19740540106.
 */
export function sumColumn(values: Float64Array): number {
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
