/** Which territories may hold a merged unit: eligibility, locks and what is too heavy, as rows that units share. */
import type { Csr } from '../../core/csr.js';
import { runsOf } from '../../core/runsOf.js';
import { type BalanceProblem, countUnits, type SparseTravel } from '../problem.js';

/** For each family root, the row of territories that all members and their locks allow; rows are shared. Pauses on the way. */
export function* mergeChoices(problem: BalanceProblem) {
  const { travel } = problem;
  const k = problem.territoryIds.length;
  const n = countUnits(problem);
  const choices: (readonly number[])[] = [];
  const known = new Map<string, number>();
  const rowFor = (list: readonly number[]) => {
    const key = list.join();
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, choices.length);
    choices.push(list);
    return choices.length - 1;
  };
  /** Territories that may hold unit i, of all or of those that its travel lists; rising. */
  const listAllowed = (i: number, listed: SparseTravel | null) => {
    const list: number[] = [];
    const end = listed === null ? k : listed.offsets[i + 1];
    for (let e = listed === null ? 0 : listed.offsets[i]; e < end; e++) {
      const j = listed === null ? e : listed.territories[e];
      const isAllowed = problem.eligible[problem.eligibleRow[i] * k + j] === 1;
      if (isAllowed && (problem.locks[i] < 0 || problem.locks[i] === j)) list.push(j);
    }
    return list;
  };
  /** Entry `[row * (k + 1) + lock + 1]` is the merged row of one unit, -1 while unknown. */
  const single = new Map<number, number>();
  let lastKey = -1;
  let lastRow = -1;
  const rowOfUnit = (i: number) => {
    if (travel.kind === 'sparse') return rowFor(listAllowed(i, travel));
    const key = problem.eligibleRow[i] * (k + 1) + problem.locks[i] + 1;
    // Most units follow the row of the unit before.
    if (key === lastKey) return lastRow;
    lastKey = key;
    lastRow = single.get(key) ?? addSingle(key, i);
    return lastRow;
  };
  const addSingle = (key: number, i: number) => {
    const merged = rowFor(listAllowed(i, null));
    single.set(key, merged);
    return merged;
  };
  const rows = new Int32Array(n).fill(-1);
  for (const { from, to } of runsOf(n)) {
    yield;
    const { families } = problem;
    for (let i = from; i < to; i++) {
      const root = families[i];
      const own = rowOfUnit(i);
      if (rows[root] < 0 || rows[root] === own) rows[root] = own;
      else rows[root] = rowFor(choices[rows[root]].filter((j) => choices[own].includes(j)));
      if (travel.kind !== 'sparse' && root === i) i = followRow(rows, problem, i, to);
    }
  }
  return { rows, choices, rowFor };
}

/**
 * Gives the row of unit i to the units behind it that are alone as well and may be in the same territories.
 *
 * @returns the last of them
 */
function followRow(
  rows: Int32Array,
  { families, locks, eligibleRow }: BalanceProblem,
  i: number,
  to: number,
): number {
  let last = i;
  for (let next = i + 1; next < to; next++) {
    if (families[next] !== next || locks[next] !== locks[i] || eligibleRow[next] !== eligibleRow[i]) break;
    rows[next] = rows[i];
    last = next;
  }
  return last;
}

/** The rows as one list. */
export function listChoices(choices: readonly (readonly number[])[]): Csr {
  const offsets = new Int32Array(choices.length + 1);
  choices.forEach((list, r) => {
    offsets[r + 1] = offsets[r] + list.length;
  });
  return { offsets, targets: Int32Array.from(choices.flat()) };
}

/**
 * Leads units that exceed some territory's limit to a row without those territories; to their own row where none is
 * left. Pauses on the way.
 */
export function* dropTooSmall(
  { M, load, upper }: { readonly M: number; readonly load: Float64Array; readonly upper: Float64Array },
  row: Int32Array,
  choices: readonly (readonly number[])[],
  rowFor: (list: readonly number[]) => number,
  k: number,
) {
  const least = new Float64Array(M).fill(Number.POSITIVE_INFINITY);
  for (let at = 0; at < M * k; at++) least[at % M] = Math.min(least[at % M], upper[at]);
  const isAbove = (value: number, limit: number) => value > limit * (1 + 1e-9);
  const fits = (u: number, j: number) => {
    for (let m = 0; m < M; m++) if (isAbove(load[M * u + m], upper[M * j + m])) return false;
    return true;
  };
  for (const { from, to } of runsOf(row.length)) {
    yield;
    for (let u = from; u < to; u++) {
      let isHeavy = false;
      for (let m = 0; m < M; m++) isHeavy ||= isAbove(load[M * u + m], least[m]);
      if (!isHeavy) continue;
      const left = choices[row[u]].filter((j) => fits(u, j));
      if (left.length > 0) row[u] = rowFor(left);
    }
  }
}
