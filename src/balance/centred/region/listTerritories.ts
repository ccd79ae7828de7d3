/**
 * Lists the territories that a plan below a cutoff may be made of, by prices of units (column generation, all at once).
 *
 *     territories S round row r, within all limits, with   L + rise(r) + c(S, r) - sum of l(u) over S < cutoff
 *
 * L is the Lagrangian bound at the multipliers l, and rise(r) what it loses when the row that S replaces goes: row r
 * where that was chosen, otherwise the last one chosen. So no plan below the cutoff holds a territory that is left out.
 *
 * 1. At every row that is not closed, its own unit and those at home there are in; the others come by falling gain
 *    l(u) - c(u, r), depth first, and a branch ends where all gains that are left are not enough.
 * 2. A set is listed round its cheapest row only, the lowest among equal ones: no set comes twice.
 *
 * O(sets looked at), exponential at worst: it gives up above a number of territories. Reference: R. Baldacci,
 * N. Christofides, A. Mingozzi: An exact algorithm for the vehicle routing problem based on the set partitioning
 * formulation with additional cuts, 2008, DOI 10.1007/s10107-007-0178-5, which lists routes within the gap so.
 */
import type { MedianNode } from '../../bound/climbMedians.js';
import { CLOSED, type MedianDual, OPEN } from '../../bound/medianDual.js';
import type { MedianModel } from '../../bound/medianModel.js';
import type { SearchProblem } from '../../searchProblem.js';
import type { TerritoryColumns } from '../territoryPool.js';

/** A load beyond a limit by less than this share is a rounding error. */
const ROUNDING = 1e-10;
/** Sets looked at, for each territory that may be listed, before it gives up; chosen by trial. */
const LOOKS = 20;

/** What was listed, and what it took. */
export interface TerritoryList {
  /** The territories, their units by number in the model; `null` where there are too many. */
  readonly columns: TerritoryColumns | null;
  /** Sets that were looked at. */
  readonly looks: number;
}

/**
 * Lists for the choices and multipliers of a node, at most so many; `units` says which units of the search those of the
 * model are.
 */
export function listTerritories(
  search: SearchProblem,
  units: Int32Array,
  model: MedianModel,
  dual: MedianDual,
  { choices, multiplier }: MedianNode,
  cutoff: number,
  most: number,
): TerritoryList {
  const { M } = search;
  const { n, rows, cost, own } = model;
  const { status, home, start, unit } = choices;
  const upper = search.upper.subarray(0, M).map((value) => value * (1 + ROUNDING));
  const lower = search.lower.subarray(0, M).map((value) => value * (1 - ROUNDING));
  const base = listBases(model, dual, choices.status, dual.evaluate(choices, multiplier));
  const starts = [0];
  const members: number[] = [];
  const costs: number[] = [];
  /** The set that is looked at, and at `[M * size]` its loads when it had so many units. */
  const set = new Int32Array(n);
  const load = new Float64Array(M * (n + 1));
  /** Items of a row by falling gain, and at `[s]` the gains above 0 from item s on. */
  let item: number[] = [];
  const gain = new Float64Array(n);
  const rest = new Float64Array(n + 1);
  let need = 0;
  let looks = 0;

  /** Puts a unit into the set; false where that is above a limit. */
  function add(u: number, size: number): boolean {
    let fits = true;
    for (let m = 0; m < M; m++) {
      const sum = load[M * size + m] + search.load[M * units[u] + m];
      load[M * (size + 1) + m] = sum;
      fits &&= sum <= upper[m];
    }
    set[size] = u;
    return fits;
  }

  /** Lists the set where row r is its cheapest and it fills the limits. */
  function list(size: number, r: number): void {
    for (let m = 0; m < M; m++) if (load[M * size + m] < lower[m]) return;
    const sumAt = (h: number) => {
      let sum = 0;
      for (let e = 0; e < size; e++) sum += cost[n * h + set[e]];
      return sum;
    };
    const sum = sumAt(r);
    for (let e = 0; e < size; e++) {
      const h = own[set[e]];
      const other = h === r ? Number.POSITIVE_INFINITY : sumAt(h);
      if (other < sum || (other === sum && h < r)) return;
    }
    for (const u of set.slice(0, size).sort()) members.push(u);
    starts.push(members.length);
    costs.push(sum);
  }

  function extend(r: number, from: number, size: number, had: number): void {
    if (had > need) list(size, r);
    for (let s = from; s < item.length; s++) {
      if (costs.length > most || ++looks > LOOKS * most) return;
      // Gains below 0 only become less.
      if (had + rest[s] <= need || (gain[s] <= 0 && had + gain[s] <= need)) return;
      if (add(item[s], size)) extend(r, s + 1, size + 1, had + gain[s]);
    }
  }

  for (let r = 0; r < rows; r++) {
    if (status[r] === CLOSED) continue;
    need = base[r] - cutoff;
    let size = 0;
    let had = 0;
    let fits = true;
    for (let u = 0; u < n; u++) {
      const isOwn = u === own[r] && home[u] < 0;
      if (home[u] !== r && !isOwn) continue;
      // The bound charges units at home without their multipliers.
      had += (isOwn ? multiplier[u] : 0) - cost[n * r + u];
      fits = add(u, size++) && fits;
    }
    if (!fits) continue;
    const gainOf = (u: number) => multiplier[u] - cost[n * r + u];
    item = Array.from(unit.subarray(start[r], start[r + 1])).sort((a, b) => gainOf(b) - gainOf(a) || a - b);
    rest[item.length] = 0;
    for (let s = item.length - 1; s >= 0; s--) {
      gain[s] = gainOf(item[s]);
      rest[s] = rest[s + 1] + Math.max(0, gain[s]);
    }
    extend(r, 0, size, had);
    if (costs.length > most || looks > LOOKS * most) return { columns: null, looks };
  }
  const count = costs.length;
  const columns = [Int32Array.from(starts), Int32Array.from(members), Float64Array.from(costs)] as const;
  return {
    columns: {
      count: () => count,
      starts: () => columns[0],
      units: () => columns[1],
      costs: () => columns[2],
    },
    looks,
  };
}

/** Entry `[r]` is the bound without the row that one more territory round row r would take the place of. */
function listBases(
  { rows, free }: MedianModel,
  { worth, chosen }: MedianDual,
  status: Uint8Array,
  value: number,
): Float64Array {
  let left = free.length;
  for (let r = 0; r < rows; r++) if (status[r] === OPEN) left--;
  const last = chosen.length === left && left > 0 ? worth[chosen[left - 1]] : 0;
  const base = new Float64Array(rows).fill(value - last);
  for (let r = 0; r < rows; r++) if (status[r] === OPEN) base[r] = value - worth[r];
  for (const r of chosen) base[r] = value - worth[r];
  return base;
}
