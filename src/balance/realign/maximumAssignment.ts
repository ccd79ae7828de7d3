/**
 * One row for every column, so that the weights of the chosen pairs add up to as much as possible.
 *
 * Problem: maximise sum_r w_r,c(r) over permutations c of 0 … size - 1. Rows are added one by one; each looks for the
 * shortest augmenting path in costs that are reduced by the prices of rows and columns (Dijkstra's search without a
 * heap), and prices are changed so that reduced costs stay at 0 or more.
 *
 * O(size³) time, O(size²) memory with the weights. Exact; of equal assignments the lowest columns are found first.
 *
 * Reference: R. Jonker, A. Volgenant: A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment
 * Problems, 1987, DOI 10.1007/BF02278710. Departure: no column reduction beforehand.
 *
 * @param weights - entry `[size * r + c]` is what row r in column c is worth
 * @returns entry `[r]` is the column of row r
 */
export function maximumAssignment(weights: Float64Array, size: number): Int32Array {
  const rowPrice = new Float64Array(size);
  const columnPrice = new Float64Array(size);
  const columnOf = new Int32Array(size).fill(-1);
  const rowOf = new Int32Array(size).fill(-1);
  /** Entry `[c]` is the length of the shortest path to column c so far, and `from[c]` the row it comes from. */
  const length = new Float64Array(size);
  const from = new Int32Array(size);
  const isDone = new Uint8Array(size);
  for (let root = 0; root < size; root++) {
    length.fill(Number.POSITIVE_INFINITY);
    isDone.fill(0);
    let row = root;
    let reached = 0;
    let end = -1;
    while (end < 0) {
      let next = -1;
      for (let c = 0; c < size; c++) {
        if (isDone[c] === 1) continue;
        const way = reached - weights[size * row + c] - rowPrice[row] - columnPrice[c];
        if (way < length[c]) {
          length[c] = way;
          from[c] = row;
        }
        if (next < 0 || length[c] < length[next]) next = c;
      }
      isDone[next] = 1;
      reached = length[next];
      if (rowOf[next] < 0) end = next;
      else row = rowOf[next];
    }
    for (let c = 0; c < size; c++) {
      if (isDone[c] === 0 || c === end) continue;
      columnPrice[c] += length[c] - reached;
      rowPrice[rowOf[c]] -= length[c] - reached;
    }
    rowPrice[root] += reached;
    for (let c = end; ; ) {
      const r = from[c];
      const before = columnOf[r];
      rowOf[c] = r;
      columnOf[r] = c;
      if (r === root) break;
      c = before;
    }
  }
  return columnOf;
}
