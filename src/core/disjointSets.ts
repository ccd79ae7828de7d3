/** A partition of 0 … size - 1 into sets that can be joined, never split. */
export interface DisjointSets {
  /**
   * @param item - from 0 to size - 1
   * @returns the item that stands for its set
   */
  find(item: number): number;
  /**
   * Joins the sets of two items.
   *
   * @param a - an item
   * @param b - another item
   * @returns false where they were in one set already
   */
  union(a: number, b: number): boolean;
}

/**
 * Makes a partition in which every item is alone.
 *
 * @param size - how many items there are
 * @returns the partition; operations take almost constant time
 * @remarks Union by size with path halving (Tarjan, van Leeuwen: Worst-case Analysis of Set Union Algorithms, 1984,
 * DOI 10.1145/62.2160).
 */
export function createDisjointSets(size: number): DisjointSets {
  const parent = new Int32Array(size);
  for (let i = 0; i < size; i++) parent[i] = i;
  const weight = new Int32Array(size).fill(1);

  function find(item: number): number {
    let at = item;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  return {
    find,
    union: (a, b) => {
      let big = find(a);
      let small = find(b);
      if (big === small) return false;
      if (weight[big] < weight[small]) [big, small] = [small, big];
      parent[small] = big;
      weight[big] += weight[small];
      return true;
    },
  };
}
