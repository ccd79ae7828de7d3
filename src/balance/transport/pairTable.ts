/** Numbers the pairs of seats that meet, 0, 1, 2 …, in the order in which they are asked for. */
export interface PairTable {
  /** How many pairs have a number. */
  size(): number;
  /** The number of the ordered pair (a, b), a new one where it had none. */
  numberOf(a: number, b: number): number;
  /** The pair's members, by its number. */
  firstOf(number: number): number;
  secondOf(number: number): number;
}

/**
 * Makes an empty table: open addressing with linear probing, at most half full.
 *
 * @param k - how many seats there are; below 46,341, so that a pair fits into a 32-bit key
 * @returns the table
 */
export function createPairTable(k: number): PairTable {
  let capacity = 1024;
  /** Entry `[s]` is the number in slot s, -1 for an empty slot. */
  let slots = new Int32Array(capacity).fill(-1);
  /** Entry `[number]` is `a * k + b`. */
  let keys = new Int32Array(capacity >> 1);
  let size = 0;

  const slotOf = (key: number) => {
    let slot = Math.imul(key, 0x9e3779b1) >>> 7;
    slot = (slot ^ (slot >>> 11)) & (capacity - 1);
    while (slots[slot] >= 0 && keys[slots[slot]] !== key) slot = (slot + 1) & (capacity - 1);
    return slot;
  };

  function enlarge(): void {
    capacity *= 2;
    const larger = new Int32Array(capacity >> 1);
    larger.set(keys);
    keys = larger;
    slots = new Int32Array(capacity).fill(-1);
    for (let number = 0; number < size; number++) slots[slotOf(keys[number])] = number;
  }

  return {
    size: () => size,
    numberOf: (a, b) => {
      const key = a * k + b;
      const slot = slotOf(key);
      if (slots[slot] >= 0) return slots[slot];
      if (size === capacity >> 1) {
        enlarge();
        slots[slotOf(key)] = size;
      } else slots[slot] = size;
      keys[size] = key;
      return size++;
    },
    firstOf: (number) => (keys[number] / k) | 0,
    secondOf: (number) => keys[number] % k,
  };
}
