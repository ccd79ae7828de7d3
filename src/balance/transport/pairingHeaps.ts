/**
 * Many small priority queues in one pool: pairing heaps of nodes (key, from, to), smallest key first.
 *
 * Adding takes O(1), taking the first out O(log n) amortised (Fredman, Sedgewick, Sleator, Tarjan: The pairing heap,
 * 1986, DOI 10.1007/BF01840439). Heaps are numbered by their user; equal keys leave in no order that matters.
 */
export interface PairingHeaps {
  /** Makes room for heaps `0 … count - 1`; new ones are empty. */
  reserve(count: number): void;
  push(heap: number, key: number, from: number, to: number): void;
  /** The first node of a heap, -1 where it is empty. */
  first(heap: number): number;
  /** Takes the first node out. */
  drop(heap: number): void;
  keyOf(node: number): number;
  fromOf(node: number): number;
  toOf(node: number): number;
}

/** Makes a pool without heaps. */
export function createPairingHeaps(): PairingHeaps {
  let root = new Int32Array(0);
  let capacity = 1024;
  let size = 0;
  let key = new Float64Array(capacity);
  let from = new Int32Array(capacity);
  let to = new Int32Array(capacity);
  /** First child and next sibling of a node, -1 for none. */
  let child = new Int32Array(capacity);
  let sibling = new Int32Array(capacity);
  let pairs = new Int32Array(64);

  function enlarge(): void {
    capacity *= 2;
    const larger = (old: Int32Array) => {
      const next = new Int32Array(capacity);
      next.set(old);
      return next;
    };
    const keys = new Float64Array(capacity);
    keys.set(key);
    key = keys;
    from = larger(from);
    to = larger(to);
    child = larger(child);
    sibling = larger(sibling);
  }

  /** Hangs the later of two roots under the earlier. */
  function merge(a: number, b: number): number {
    if (key[b] < key[a]) {
      sibling[a] = child[b];
      child[b] = a;
      return b;
    }
    sibling[b] = child[a];
    child[a] = b;
    return a;
  }

  return {
    reserve: (count) => {
      if (count <= root.length) return;
      const larger = new Int32Array(Math.max(count, 2 * root.length)).fill(-1);
      larger.set(root);
      root = larger;
    },
    push: (heap, itsKey, itsFrom, itsTo) => {
      if (size === capacity) enlarge();
      key[size] = itsKey;
      from[size] = itsFrom;
      to[size] = itsTo;
      child[size] = -1;
      sibling[size] = -1;
      root[heap] = root[heap] < 0 ? size : merge(root[heap], size);
      size++;
    },
    first: (heap) => root[heap],
    drop: (heap) => {
      // Children are merged two by two from the left, then all from the right.
      let at = child[root[heap]];
      let count = 0;
      while (at >= 0) {
        const second = sibling[at];
        const after = second < 0 ? -1 : sibling[second];
        if (count === pairs.length) {
          const larger = new Int32Array(2 * count);
          larger.set(pairs);
          pairs = larger;
        }
        pairs[count++] = second < 0 ? at : merge(at, second);
        at = after;
      }
      let top = -1;
      while (count > 0) {
        const next = pairs[--count];
        top = top < 0 ? next : merge(top, next);
      }
      root[heap] = top;
    },
    keyOf: (node) => key[node],
    fromOf: (node) => from[node],
    toOf: (node) => to[node],
  };
}
