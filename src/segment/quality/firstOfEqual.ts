/**
 * Finds equal rows, such as those of one id, without holding a text of each: a `Map` of a million texts keeps the
 * collector of garbage busy.
 *
 * Idea: (1) a key of hash and row for each row, sorted as plain numbers, so that rows of one hash follow one another;
 * (2) what is the same as the first row of its run belongs to that; (3) what only shares the hash, such as ids made
 * to collide, is told apart by a `Map` of texts.
 *
 * @param hashes - entry `[row]` is a whole number of 32 bits, the same for rows with the same text; 0 for a row without
 * one. The column becomes the result: one more that is made here would live longer than it is needed
 * @param isSame - whether two rows have the same text: a quick look, which may miss some
 * @param textOf - gives the text of a row; called only where the quick look was not enough
 * @returns `hashes`, where entry `[i]` now is the first row with the text of row i; -1 where it has none
 * @remarks O(n log n + length of texts), deterministic.
 */
export function firstOfEqual(
  hashes: Int32Array,
  isSame: (row: number, other: number) => boolean,
  textOf: (row: number) => string,
): Int32Array {
  const first = firstOfHashes(hashes);
  // Rows in their own order from here on, which is how their texts lie in memory.
  const others = new Map<string, number>();
  const heads = new Set<number>();
  for (let row = 0; row < first.length; row++) {
    const own = first[row];
    if (own < 0 || row === own || isSame(own, row)) continue;
    // The head comes before every other row with its hash.
    if (!heads.has(own)) others.set(textOf(own), own);
    heads.add(own);
    const text = textOf(row);
    first[row] = others.get(text) ?? row;
    others.set(text, first[row]);
  }
  return first;
}

/** Puts the first row of each hash in the place of the hash; -1 for 0. */
function firstOfHashes(hashes: Int32Array): Int32Array {
  const count = hashes.length;
  const keys = new Float64Array(count);
  // Hashes lose their highest bits where there are more than 2^21 rows, as keys stay below 2^53.
  const most = Math.floor(2 ** 53 / count);
  let size = 0;
  for (let row = 0; row < count; row++)
    if (hashes[row] !== 0) keys[size++] = ((hashes[row] >>> 0) % most) * count + row;
  const runs = keys.subarray(0, size).sort();
  hashes.fill(-1);
  let hash = -1;
  let head = 0;
  for (let k = 0; k < size; k++) {
    const own = Math.floor(runs[k] / count);
    const row = runs[k] - own * count;
    if (own !== hash) {
      hash = own;
      head = row;
    }
    hashes[row] = head;
  }
  return hashes;
}
