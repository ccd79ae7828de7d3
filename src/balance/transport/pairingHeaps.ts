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
  return new HeapPool();
}

/** A class, so that whoever is compiled for one pool is so for the next. */
class HeapPool implements PairingHeaps {
  private root = new Int32Array(0);
  private size = 0;
  private key = new Float64Array(1024);
  private from = new Int32Array(1024);
  private to = new Int32Array(1024);
  /** First child and next sibling of a node, -1 for none. */
  private child = new Int32Array(1024);
  private sibling = new Int32Array(1024);
  private pairs = new Int32Array(64);

  reserve(count: number): void {
    const { root } = this;
    if (count <= root.length) return;
    this.root = new Int32Array(Math.max(count, 2 * root.length)).fill(-1);
    this.root.set(root);
  }

  push(heap: number, key: number, from: number, to: number): void {
    const node = this.size;
    if (node === this.key.length) this.enlarge();
    this.key[node] = key;
    this.from[node] = from;
    this.to[node] = to;
    this.child[node] = -1;
    this.sibling[node] = -1;
    const { root } = this;
    root[heap] = root[heap] < 0 ? node : this.merge(root[heap], node);
    this.size = node + 1;
  }

  first(heap: number): number {
    return this.root[heap];
  }

  drop(heap: number): void {
    const { root, child, sibling } = this;
    // Children are merged two by two from the left, then all from the right.
    let at = child[root[heap]];
    let count = 0;
    while (at >= 0) {
      const second = sibling[at];
      const after = second < 0 ? -1 : sibling[second];
      if (count === this.pairs.length) this.pairs = enlarge(this.pairs);
      this.pairs[count++] = second < 0 ? at : this.merge(at, second);
      at = after;
    }
    let top = -1;
    while (count > 0) {
      const next = this.pairs[--count];
      top = top < 0 ? next : this.merge(top, next);
    }
    root[heap] = top;
  }

  keyOf(node: number): number {
    return this.key[node];
  }

  fromOf(node: number): number {
    return this.from[node];
  }

  toOf(node: number): number {
    return this.to[node];
  }

  /** Hangs the later of two roots under the earlier. */
  private merge(a: number, b: number): number {
    const { key, child, sibling } = this;
    if (key[b] < key[a]) {
      sibling[a] = child[b];
      child[b] = a;
      return b;
    }
    sibling[b] = child[a];
    child[a] = b;
    return a;
  }

  private enlarge(): void {
    const { key } = this;
    this.key = new Float64Array(2 * key.length);
    this.key.set(key);
    this.from = enlarge(this.from);
    this.to = enlarge(this.to);
    this.child = enlarge(this.child);
    this.sibling = enlarge(this.sibling);
  }
}

function enlarge(old: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * old.length);
  larger.set(old);
  return larger;
}
