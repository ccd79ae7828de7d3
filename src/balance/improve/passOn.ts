/**
 * Brings loads of one measure within their limits where units are coarse: by parting pairs of territories anew, and by
 * passing on along a path what a pair cannot keep.
 *
 * 1. Take the territory that is farthest outside its limits, and a near one: part their units anew (splitPair.ts), so
 *    that both are within their limits, or at least the first.
 * 2. What the second cannot keep, or lacks, it settles with a near one in the same way, and so on: a path through the
 *    territories whose last one is within its limits at the end.
 * 3. Paths are a beam search: at every depth the best few go on, by cost plus a charge for what is outside.
 * 4. Where no path ends within the limits, the one that leaves least outside is taken if that is less than before;
 *    next time the beam is wider.
 *
 * The sum of what is outside falls with every path, so it ends. A beam of width b, depth d and f near territories parts
 * up to b d f pairs a path. A heuristic: no proof where it finds nothing.
 */
import type { SearchProblem } from '../searchProblem.js';
import type { PlanState } from '../state.js';
import type { Task, Work } from '../work.js';
import { createSplitPair, type Split, type SplitPair } from './splitPair.js';

/** Beams for a territory, one after the other while they find nothing; found by trial. */
const BEAMS = [
  { width: 8, depth: 6, near: 8 },
  { width: 24, depth: 8, near: 12 },
];
type Beam = (typeof BEAMS)[number];

/** A load of 1 outside its limits is charged this many times the mean cost of a territory; found by trial. */
const CHARGE = 4;
/** A path that ends outside the limits is taken if it leaves this share less outside. */
const LEAST_FALL = 0.1;
/** Ends after this many searches in a row without a path that ends within the limits: what is left is hopeless, or dear. */
const MOST_FAILURES = 16;

/** Evaluations that parting takes for a unit of the pool. */
const EVALUATIONS = 12;
/** Loads that are added up in another order differ by less than this, in mean targets. */
const SLACK = 5e-11;

/** A path so far: territories before the last have settled. */
interface Path {
  readonly before: Path | null;
  readonly last: number;
  /** Units of the last but one as they have been settled. */
  readonly settled: Int32Array;
  /** Units of the last. */
  readonly units: Int32Array;
  readonly load: number;
  /** Change of cost. */
  readonly cost: number;
  /** Change of the load outside limits. */
  readonly excess: number;
  /** What the last is outside its limits. */
  readonly open: number;
}

/** Changes the state in place; for problems with one measure and without a budget. */
export function* passOn(search: SearchProblem, state: PlanState, work: Work): Task<void> {
  if (state.excess() === 0) return;
  const { k } = search;
  const charge = (CHARGE * state.cost()) / k + Number.MIN_VALUE;
  const territories = listTerritories(search, state);
  const field: Field = { search, state, territories, charge, split: createSplitPair(search) };
  /** Entry `[j]` is how many beams have been tried for territory j in vain. */
  const tried = new Int32Array(k);
  for (let failures = 0; failures < MOST_FAILURES; ) {
    const worst = findWorst(state, tried);
    if (worst < 0) return;
    const before = state.excess();
    const found = yield* findPath(field, worst, BEAMS[tried[worst]], work);
    if (found !== null) territories.take(found);
    // Parting allows for rounding errors that are more than those of a small limit: then nothing was settled, or as much
    // was put out elsewhere.
    const isSettled = found !== null && found.open === 0 && state.excess() < before;
    if (!isSettled) tried[worst]++;
    failures = isSettled ? 0 : failures + 1;
  }
}

/** Of the territories outside their limits with the fewest beams tried the one that is farthest outside; -1 for none. */
function findWorst(state: PlanState, tried: Int32Array): number {
  let worst = -1;
  for (let j = 0; j < tried.length; j++) {
    if (!state.isOutside(j) || tried[j] >= BEAMS.length) continue;
    const isWorse =
      worst < 0 ||
      tried[j] < tried[worst] ||
      (tried[j] === tried[worst] &&
        state.excessOf(j, state.load[j]) > state.excessOf(worst, state.load[worst]));
    if (isWorse) worst = j;
  }
  return worst;
}

/** What the search for a path reads. */
interface Field {
  readonly search: SearchProblem;
  readonly state: PlanState;
  readonly territories: ReturnType<typeof listTerritories>;
  readonly split: SplitPair;
  readonly charge: number;
}

function* findPath(field: Field, from: number, { width, depth, near }: Beam, work: Work): Task<Path | null> {
  const { state, territories, charge } = field;
  const scoreOf = ({ cost, excess }: Path) => cost + charge * excess;
  const start = state.excessOf(from, state.load[from]);
  const none = new Int32Array(0);
  const units = territories.unitsOf(from);
  let paths: Path[] = [
    {
      before: null,
      last: from,
      settled: none,
      units,
      load: state.load[from],
      cost: 0,
      excess: 0,
      open: start,
    },
  ];
  let best: Path | null = null;
  for (let step = 0; step < depth; step++) {
    const next: Path[] = [];
    let ending: Path | null = null;
    for (const path of paths) {
      for (const b of territories.near(path.last).subarray(0, near)) {
        if (isOn(path, b)) continue;
        const size = path.units.length + territories.unitsOf(b).length;
        if (work.isPauseDue(EVALUATIONS * size)) yield;
        const longer = extend(field, path, b);
        if (longer === null) continue;
        if (longer.open > 0) next.push(longer);
        else if (ending === null || scoreOf(longer) < scoreOf(ending)) ending = longer;
      }
    }
    if (ending !== null) return ending;
    for (const path of next) {
      if (path.excess < -LEAST_FALL * start && (best === null || path.excess < best.excess)) best = path;
    }
    next.sort((p, q) => scoreOf(p) - scoreOf(q) || p.last - q.last);
    paths = next.slice(0, width);
  }
  return best;
}

function isOn(path: Path | null, j: number): boolean {
  for (let at = path; at !== null; at = at.before) if (at.last === j) return true;
  return false;
}

/** Settles the last territory of a path with the next one. */
function extend({ search, state, territories, split }: Field, path: Path, b: number): Path | null {
  const { lower, upper, costs } = search;
  const a = path.last;
  const theirs = territories.unitsOf(b);
  const pool = new Int32Array(path.units.length + theirs.length);
  pool.set(path.units);
  pool.set(theirs, path.units.length);
  const sum = path.load + state.load[b];
  const middle = 0.5 * (lower[a] + upper[a]);
  const isFull = sum > upper[a] + upper[b];
  const isEmpty = sum < lower[a] + lower[b];
  const low = isFull ? middle : isEmpty ? lower[a] : Math.max(lower[a], sum - upper[b]);
  const high = isFull ? upper[a] : isEmpty ? middle : Math.min(upper[a], sum - lower[b]);
  const found: Split | null =
    split(pool, a, b, low - SLACK, high + SLACK) ?? split(pool, a, b, lower[a] - SLACK, upper[a] + SLACK);
  if (found === null) return null;
  let cost = path.cost + found.cost;
  for (const u of path.units) cost -= costs.cost(u, a) - costs.cost(u, b);
  const load = sum - found.load;
  const open = state.excessOf(b, load);
  return {
    before: path,
    last: b,
    settled: found.units.subarray(0, found.count),
    units: found.units.subarray(found.count),
    load,
    cost,
    excess: path.excess - path.open + open - state.excessOf(b, state.load[b]),
    open,
  };
}

/** The units of every territory, and which territories are near: where it would cost least to go as a whole. */
function listTerritories({ k, n, costs }: SearchProblem, state: PlanState) {
  const { assignment } = state;
  const members: number[][] = Array.from({ length: k }, () => []);
  for (let u = 0; u < n; u++) members[assignment[u]].push(u);
  const units = members.map((list) => Int32Array.from(list));
  const nearest = new Map<number, Int32Array>();
  const findNear = (a: number) => {
    const cost = new Float64Array(k);
    for (const u of units[a]) for (let j = 0; j < k; j++) cost[j] += costs.cost(u, j);
    const order = Int32Array.from(cost.keys()).filter((j) => j !== a);
    return order.sort((i, j) => cost[i] - cost[j] || i - j);
  };
  const settle = (j: number, list: Int32Array) => {
    for (const u of list) if (assignment[u] !== j) state.move(u, j, costs.cost(u, j));
    units[j] = Int32Array.from(list);
    nearest.delete(j);
  };
  return {
    unitsOf: (j: number) => units[j],
    near: (j: number) => {
      const known = nearest.get(j) ?? findNear(j);
      nearest.set(j, known);
      return known;
    },
    take: (path: Path) => {
      settle(path.last, path.units);
      for (let at = path; at.before !== null; at = at.before) settle(at.before.last, at.settled);
    },
  };
}
