/**
 * Finds equal rows, such as those of one id, without holding a text of each: a `Map` of a million texts keeps the
 * collector of garbage busy.
 *
 * Idea: (1) a key of hash and row for each row, sorted as plain numbers, so that rows of one hash follow one another;
 * (2) of such a run, what is the same as its first row belongs to that; (3) what only shares the hash, such as ids made
 * to collide, is told apart by a `Map` of the run's own.
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
  let others: Map<string, number> | null = null;
  for (const key of keys) {
    const own = Math.floor(key / count);
    const row = key - own * count;
    if (own !== hash) {
      hash = own;
      head = row;
      others = null;
    }
    if (row === head || isSame(head, row)) {
      first[row] = head;
      continue;
    }
    others ??= new Map([[textOf(head), head]]);
    const text = textOf(row);
    first[row] = others.get(text) ?? row;
    others.set(text, first[row]);
  }
  return first;
}
