/** A priority queue of the indexes 0 … size - 1, smallest key first; equal keys leave in index order. */
export interface IndexedHeap {
  /** @returns how many indexes are waiting */
  size(): number;
  /**
   * Adds an index, or moves it to a new key where it is waiting already.
   *
   * @param index - from 0 to the heap's size - 1
   * @param key - any number but NaN
   */
  set(index: number, key: number): void;
  /** @returns the waiting index with the smallest key, taken out; -1 where none is waiting */
  pop(): number;
  /**
   * @param index - an index that was set at least once
   * @returns the key it was last set to
   */
  keyOf(index: number): number;
  /** Takes all waiting indexes out. */
  clear(): void;
}

/**
 * Makes an empty heap.
 *
 * @param capacity - how many different indexes there can be
 * @returns the heap; `set` and `pop` take O(log capacity) and allocate nothing
 */
export function createIndexedHeap(capacity: number): IndexedHeap {
  return new BinaryHeap(capacity);
}

/** A class, so that whoever is compiled for one heap is so for the next. */
class BinaryHeap implements IndexedHeap {
  /** Entry `[p]` is the index at position p of the binary tree; the children of p are 2p + 1 and 2p + 2. */
  private readonly heap: Int32Array;
  /** Entry `[i]` is the position of index i in `heap`, -1 where it is not waiting. */
  private readonly position: Int32Array;
  private readonly keys: Float64Array;
  private count = 0;

  constructor(capacity: number) {
    this.heap = new Int32Array(capacity);
    this.position = new Int32Array(capacity).fill(-1);
    this.keys = new Float64Array(capacity);
  }

  size(): number {
    return this.count;
  }

  keyOf(index: number): number {
    return this.keys[index];
  }

  clear(): void {
    for (let at = 0; at < this.count; at++) this.position[this.heap[at]] = -1;
    this.count = 0;
  }

  set(index: number, key: number): void {
    const at = this.position[index];
    const rises = at < 0 || key < this.keys[index];
    this.keys[index] = key;
    if (rises) this.siftUp(index, at < 0 ? this.count++ : at);
    else this.siftDown(index, at);
  }

  pop(): number {
    if (this.count === 0) return -1;
    const top = this.heap[0];
    this.position[top] = -1;
    this.count--;
    if (this.count > 0) this.siftDown(this.heap[this.count], 0);
    return top;
  }

  private isBefore(a: number, b: number): boolean {
    const { keys } = this;
    return keys[a] < keys[b] || (keys[a] === keys[b] && a < b);
  }

  private place(index: number, at: number): void {
    this.heap[at] = index;
    this.position[index] = at;
  }

  private siftUp(index: number, start: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(index, this.heap[parent])) break;
      this.place(this.heap[parent], at);
      at = parent;
    }
    this.place(index, at);
  }

  private siftDown(index: number, start: number): void {
    const { heap, count } = this;
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= count) break;
      if (child + 1 < count && this.isBefore(heap[child + 1], heap[child])) child++;
      if (!this.isBefore(heap[child], index)) break;
      this.place(heap[child], at);
      at = child;
    }
    this.place(index, at);
  }
}
