/** A sparse graph or a list of lists in compressed rows: row i is `targets[offsets[i]] … targets[offsets[i + 1] - 1]`. */
export interface Csr {
  /** Entry `[i]` is where row i starts; the last entry is the number of targets. Length: rows + 1. */
  readonly offsets: Int32Array;
  /** The entries of all rows, one row after the other. */
  readonly targets: Int32Array;
}

/**
 * Builds compressed rows from pairs, keeping the order of the pairs within a row.
 *
 * @param rowCount - how many rows there are
 * @param rows - entry `[e]` is the row of pair e, from 0 to `rowCount - 1`
 * @param targets - entry `[e]` is the target of pair e
 * @returns new arrays
 * @remarks O(rows + pairs), a counting sort.
 */
export function buildCsr(rowCount: number, rows: ArrayLike<number>, targets: ArrayLike<number>): Csr {
  const offsets = new Int32Array(rowCount + 1);
  for (let e = 0; e < rows.length; e++) offsets[rows[e] + 1]++;
  for (let i = 0; i < rowCount; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice(0, rowCount);
  const ordered = new Int32Array(rows.length);
  for (let e = 0; e < rows.length; e++) ordered[next[rows[e]]++] = targets[e];
  return { offsets, targets: ordered };
}

/**
 * Builds an undirected graph from its edges: each edge stands in both rows, doubles and loops are left out, and
 * rows are sorted.
 *
 * @param nodeCount - how many nodes there are
 * @param from - entry `[e]` is one end of edge e
 * @param to - entry `[e]` is the other end of edge e
 * @returns new arrays
 * @remarks O(nodes + edges): two counting sorts order the targets, a sweep drops the doubles.
 */
export function buildGraph(nodeCount: number, from: ArrayLike<number>, to: ArrayLike<number>): Csr {
  const ends = new Int32Array(from.length * 2);
  const others = new Int32Array(from.length * 2);
  for (let e = 0; e < from.length; e++) {
    ends[2 * e] = from[e];
    others[2 * e] = to[e];
    ends[2 * e + 1] = to[e];
    others[2 * e + 1] = from[e];
  }
  const byTarget = buildCsr(nodeCount, others, ends);
  const sources = new Int32Array(ends.length);
  for (let node = 0; node < nodeCount; node++) {
    sources.fill(node, byTarget.offsets[node], byTarget.offsets[node + 1]);
  }
  const sorted = buildCsr(nodeCount, byTarget.targets, sources);
  const offsets = new Int32Array(nodeCount + 1);
  const targets = new Int32Array(ends.length);
  let size = 0;
  for (let node = 0; node < nodeCount; node++) {
    let previous = -1;
    for (let e = sorted.offsets[node]; e < sorted.offsets[node + 1]; e++) {
      const target = sorted.targets[e];
      if (target !== previous && target !== node) targets[size++] = target;
      previous = target;
    }
    offsets[node + 1] = size;
  }
  return { offsets, targets: targets.slice(0, size) };
}
