/** Numbers the pairs of seats that meet, 0, 1, 2 …, in the order in which they are asked for. */
export interface PairTable {
  /** How many pairs have a number. */
  size(): number;
  /** The number of the ordered pair (a, b), a new one where it had none. */
  numberOf(a: number, b: number): number;
  /** The number of the ordered pair (a, b), -1 where it has none. */
  find(a: number, b: number): number;
  /** The pair's members, by its number. */
  firstOf(number: number): number;
  secondOf(number: number): number;
}

/** Pairs of seats up to which each has a slot of its own. */
const MOST_SLOTS = 65_536;

/**
 * Makes an empty table: few seats have a slot for each pair; many share slots by open addressing with linear probing, at
 * most half full.
 *
 * @param k - how many seats there are; below 46,341, so that a pair fits into a 32-bit key
 * @returns the table
 */
export function createPairTable(k: number): PairTable {
  return new NumberedPairs(k);
}

/** A class, so that whoever is compiled for one table is so for the next. */
class NumberedPairs implements PairTable {
  private readonly k: number;
  private readonly isDirect: boolean;
  private capacity: number;
  /** Entry `[s]` is the number in slot s, counted from 1; 0 for an empty slot. */
  private slots: Int32Array;
  /** Entry `[number]` is `a * k + b`. */
  private keys = new Int32Array(512);
  private count = 0;

  constructor(k: number) {
    this.k = k;
    this.isDirect = k * k <= MOST_SLOTS;
    this.capacity = this.isDirect ? k * k : 1024;
    this.slots = new Int32Array(this.capacity);
  }

  size(): number {
    return this.count;
  }

  numberOf(a: number, b: number): number {
    const key = a * this.k + b;
    const slot = this.slotOf(key);
    if (this.slots[slot] > 0) return this.slots[slot] - 1;
    if (this.count === this.keys.length) this.enlarge();
    this.keys[this.count++] = key;
    this.slots[this.slotOf(key)] = this.count;
    return this.count - 1;
  }

  find(a: number, b: number): number {
    return this.slots[this.slotOf(a * this.k + b)] - 1;
  }

  firstOf(number: number): number {
    return (this.keys[number] / this.k) | 0;
  }

  secondOf(number: number): number {
    return this.keys[number] % this.k;
  }

  private slotOf(key: number): number {
    if (this.isDirect) return key;
    const { slots, keys } = this;
    const last = this.capacity - 1;
    let slot = Math.imul(key, 0x9e3779b1) >>> 7;
    slot = (slot ^ (slot >>> 11)) & last;
    while (slots[slot] > 0 && keys[slots[slot] - 1] !== key) slot = (slot + 1) & last;
    return slot;
  }

  private enlarge(): void {
    const larger = new Int32Array(2 * this.keys.length);
    larger.set(this.keys);
    this.keys = larger;
    if (this.isDirect) return;
    this.capacity *= 2;
    this.slots = new Int32Array(this.capacity);
    for (let number = 0; number < this.count; number++) this.slots[this.slotOf(larger[number])] = number + 1;
  }
}
