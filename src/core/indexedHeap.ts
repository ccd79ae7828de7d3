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
  /** Entry `[p]` is the index at position p of the binary tree; the children of p are 2p + 1 and 2p + 2. */
  const heap = new Int32Array(capacity);
  /** Entry `[i]` is the position of index i in `heap`, -1 where it is not waiting. */
  const position = new Int32Array(capacity).fill(-1);
  const keys = new Float64Array(capacity);
  let size = 0;

  const isBefore = (a: number, b: number) => keys[a] < keys[b] || (keys[a] === keys[b] && a < b);

  function place(index: number, at: number): void {
    heap[at] = index;
    position[index] = at;
  }

  function siftUp(index: number, start: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(index, heap[parent])) break;
      place(heap[parent], at);
      at = parent;
    }
    place(index, at);
  }

  function siftDown(index: number, start: number): void {
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) child++;
      if (!isBefore(heap[child], index)) break;
      place(heap[child], at);
      at = child;
    }
    place(index, at);
  }

  return {
    size: () => size,
    keyOf: (index) => keys[index],
    clear: () => {
      for (let at = 0; at < size; at++) position[heap[at]] = -1;
      size = 0;
    },
    set: (index, key) => {
      const at = position[index];
      const rises = at < 0 || key < keys[index];
      keys[index] = key;
      if (rises) siftUp(index, at < 0 ? size++ : at);
      else siftDown(index, at);
    },
    pop: () => {
      if (size === 0) return -1;
      const top = heap[0];
      position[top] = -1;
      size--;
      if (size > 0) siftDown(heap[size], 0);
      return top;
    },
  };
}
