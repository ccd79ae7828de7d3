/** All pairs of neighbouring characters of a name that is not empty, as numbers, sorted. */
export function letterPairs(name: string): Int32Array {
  const found = new Int32Array(name.length - 1);
  for (let c = 0; c < found.length; c++) found[c] = name.charCodeAt(c) * 65536 + name.charCodeAt(c + 1);
  return found.sort();
}

/**
 * Whether Dice's coefficient, twice the pairs in common over all pairs, is at least so much; false where there are none.
 * Most names part early: what they can still have in common is counted down.
 */
export function areAlike(a: Int32Array, b: Int32Array, similarity: number): boolean {
  const all = a.length + b.length;
  let common = all;
  for (let i = 0, j = 0; (i < a.length || j < b.length) && common / all >= similarity; ) {
    if (a[i] === b[j]) {
      i++;
      j++;
    } else {
      common--;
      if (a[i] < (b[j] ?? Number.POSITIVE_INFINITY)) i++;
      else j++;
    }
  }
  return common / all >= similarity;
}
