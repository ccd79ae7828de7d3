/**
 * Places that hold more than a territory: as many territories as they fill stand there, and the others are balanced over
 * what is left.
 *
 * Where a cell of one territory's load lies in one place, a territory of nothing but units of that place costs
 * nothing, and centres that stand in one place never part. So such territories are filled first, each with the
 * heaviest units of its place that its target still has room for, and set aside if that meets its limits.
 *
 * O(units of such places) and a sort. What the place holds beyond is left to the others. A heuristic, exact where a place
 * holds no more than its territories.
 */
import type { SearchProblem } from '../../searchProblem.js';
import type { PointStore } from '../../transport/pointStore.js';
import { type RestProblem, setAside } from './setAside.js';

/** Loads above a target by less than this share of it are rounding errors. */
const ROUNDING = 1e-9;

/**
 * Fills territories whose cell lies in one place.
 *
 * @param store - all units, loads in mean targets
 * @param home - entry `[p]` is the territory of position p: cells of the loads wanted
 * @param isFree - tells territories without a seat
 * @returns the rest; `null` where no territory can be filled so
 */
export function setAsideCrowded(
  search: SearchProblem,
  store: PointStore,
  home: Int32Array,
  isFree: (j: number) => boolean,
): RestProblem | null {
  const { M, measures, unitLoad, problem, lower, upper } = search;
  if (M !== 1) return null;
  const target = problem.targets[measures[0]].map((value) => value / unitLoad[0]);
  const aside: number[] = [];
  const homes: number[] = [];
  for (const { from, to, territories } of findCrowds(store, home, search.k)) {
    const byLoad = Int32Array.from({ length: to - from }, (_, at) => from + at);
    byLoad.sort((p, q) => store.load[q] - store.load[p] || store.order[p] - store.order[q]);
    const isUsed = new Uint8Array(to - from);
    for (const j of territories) {
      if (!isFree(j)) continue;
      const chosen: number[] = [];
      let load = 0;
      for (const p of byLoad) {
        if (isUsed[p - from] === 1 || load + store.load[p] > target[j] * (1 + ROUNDING)) continue;
        load += store.load[p];
        chosen.push(p);
      }
      if (load === 0 || load < lower[j] * (1 - ROUNDING) || load > upper[j] * (1 + ROUNDING)) continue;
      for (const p of chosen) {
        isUsed[p - from] = 1;
        aside.push(store.order[p]);
        homes.push(j);
      }
    }
  }
  if (aside.length === 0) return null;
  const rest = setAside(search, Int32Array.from(aside), Int32Array.from(homes), { target, lower, upper });
  return canHold(rest, search) ? rest : null;
}

/** Places that hold whole cells of more than one unit: where they lie on the curve, and whose cells they hold. */
function findCrowds({ dimension, places, parts, first, last }: PointStore, home: Int32Array, k: number) {
  const crowds: { from: number; to: number; territories: number[] }[] = [];
  const size = new Int32Array(k);
  for (const j of home) size[j]++;
  /** Entry `[j]` is how many units of cell j the place at hand has shown. */
  const seen = new Int32Array(k);
  const { root } = parts[0];
  const end = last[root];
  let from = first[root];
  let territories: number[] = [];
  for (let p = from; p < end; p++) {
    const j = home[p];
    if (++seen[j] === size[j] && size[j] > 1) territories.push(j);
    let isSame = p + 1 < end;
    for (let d = 0; d < dimension && isSame; d++) {
      isSame = places[dimension * p + d] === places[dimension * (p + 1) + d];
    }
    if (isSame) continue;
    if (territories.length > 0) crowds.push({ from, to: p + 1, territories });
    for (; from <= p; from++) seen[home[from]] = 0;
    territories = [];
  }
  return crowds;
}

/** Whether what is left fits into what its territories may hold. */
function canHold({ units, territories }: RestProblem, { load, lower, upper }: SearchProblem): boolean {
  let left = 0;
  for (const u of units) left += load[u];
  let least = 0;
  let most = 0;
  for (const j of territories) {
    least += lower[j];
    most += upper[j];
  }
  return left >= least * (1 - ROUNDING) && left <= most * (1 + ROUNDING);
}
