/**
 * Finds equal rows, such as those of one id, without holding a text of each: a `Map` of a million texts keeps the
 * collector of garbage busy.
 *
 * Idea: (1) a key of hash and row for each row, sorted as plain numbers, so that rows of one hash follow one another;
 * (2) what is the same as the first row of its run belongs to that; (3) what only shares the hash, such as ids made
 * to collide, is told apart by a `Map` of texts.
 *
 * @param count - how many rows, below 2^31
 * @param hashOf - gives a whole number of 32 bits, the same for rows with the same text
 * @param isSame - whether two rows have the same text: a quick look, which may miss some
 * @param textOf - gives the text of a row; called only where the quick look was not enough
 * @returns entry `[i]` is the first row with the text of row i; a new array
 * @remarks O(n log n + length of texts), deterministic.
 */
export function firstOfEqual(
  count: number,
  hashOf: (row: number) => number,
  isSame: (row: number, other: number) => boolean,
  textOf: (row: number) => string,
): Int32Array {
  const first = new Int32Array(count);
  const keys = new Float64Array(count);
  // Hashes lose their highest bits where there are more than 2^21 rows, as keys stay below 2^53.
  const most = Math.floor(2 ** 53 / count);
  for (let row = 0; row < count; row++) keys[row] = ((hashOf(row) >>> 0) % most) * count + row;
  keys.sort();
  let hash = -1;
  let head = 0;
  for (const key of keys) {
    const own = Math.floor(key / count);
    const row = key - own * count;
    if (own !== hash) {
      hash = own;
      head = row;
    }
    first[row] = head;
  }
  // Rows in their own order from here on, which is how their texts lie in memory.
  const others = new Map<string, number>();
  const heads = new Set<number>();
  for (let row = 0; row < count; row++) {
    const own = first[row];
    if (row === own || isSame(own, row)) continue;
    // The head comes before every other row with its hash.
    if (!heads.has(own)) others.set(textOf(own), own);
    heads.add(own);
    const text = textOf(row);
    first[row] = others.get(text) ?? row;
    others.set(text, first[row]);
  }
  return first;
}
