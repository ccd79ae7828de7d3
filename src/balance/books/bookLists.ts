import type { PackProblem } from './packProblem.js';

/** Units of each book in order of each measure, made when first asked for and kept up to date. */
export function createBookLists({ n, k, M, load }: PackProblem, assignment: Int32Array) {
  const present = Array.from({ length: k }, () => new Set<number>());
  for (let u = 0; u < n; u++) present[assignment[u]].add(u);
  const lists: (number[] | undefined)[] = new Array(k * M);
  const isBefore = (m: number, a: number, b: number) => {
    const difference = load[M * b + m] - load[M * a + m];
    return difference < 0 || (difference === 0 && a < b);
  };
  const find = (list: readonly number[], m: number, u: number) => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(m, list[middle], u)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    /** Units of book j, the greatest load of measure m first. */
    sorted: (j: number, m: number): readonly number[] => {
      const known = lists[M * j + m];
      if (known !== undefined) return known;
      const list = Array.from(present[j]).sort((a, b) => load[M * b + m] - load[M * a + m] || a - b);
      lists[M * j + m] = list;
      return list;
    },
    move: (u: number, a: number, b: number) => {
      present[a].delete(u);
      present[b].add(u);
      for (let m = 0; m < M; m++) {
        const from = lists[M * a + m];
        if (from !== undefined) from.splice(find(from, m, u), 1);
        const to = lists[M * b + m];
        if (to !== undefined) to.splice(find(to, m, u), 0, u);
      }
    },
  };
}
