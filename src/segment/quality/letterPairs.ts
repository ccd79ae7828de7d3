/** All pairs of neighbouring characters of a name that is not empty, as numbers, sorted. */
export function letterPairs(name: string): Int32Array {
  const found = new Int32Array(name.length - 1);
  for (let c = 0; c < found.length; c++) found[c] = name.charCodeAt(c) * 65536 + name.charCodeAt(c + 1);
  return found.sort();
}

/** Dice's coefficient: twice the pairs in common over all pairs; NaN where there are none. */
export function commonShare(a: Int32Array, b: Int32Array): number {
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      common++;
      i++;
      j++;
    } else if (a[i] < b[j]) i++;
    else j++;
  }
  return (2 * common) / (a.length + b.length);
}
