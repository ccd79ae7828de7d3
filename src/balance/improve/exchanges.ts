/**
 * Who could go where: for every pair of territories (a, b) the units of a that lose least, at the given prices, by
 * going to b. Operators that combine two or three units look only at these.
 *
 * The regret of a unit is its value (cost plus prices of its loads) in b less that in a. The prices of the relaxation
 * make regrets comparable between units of different load: at the optimum of the relaxation none is below zero.
 */
import { buildCsr, type Csr } from '../../core/csr.js';
import { runsOf } from '../../core/runsOf.js';
import type { SearchProblem } from '../searchProblem.js';
import type { PlanState } from '../state.js';
import type { Candidates } from '../transport/candidates.js';
import { createPairTable, type PairTable } from '../transport/pairTable.js';
import type { Task, Work } from '../work.js';

/** Units kept for a pair of territories; found by trial. */
const MOST_UNITS = 24;

/** Pairs p = 0 … pairs - 1, each with its units in order of regret. */
export interface Exchanges {
  /** Row a lists the pairs that lead out of territory a. */
  readonly pairsOf: Csr;
  /** Entry `[p]` is the territory that pair p leads to. */
  readonly to: Int32Array;
  /** Entry `[p]` is the pair that leads back; -1 where nobody could. */
  readonly back: Int32Array;
  /** Entry `[p]` is how many units pair p has. */
  readonly size: Int32Array;
  /** Entry `[MOST_UNITS * p + s]` is a unit; the least regret first. */
  readonly unit: Int32Array;
  /** Entry `[MOST_UNITS * p + s]` is what that unit costs where the pair leads to. */
  readonly cost: Float64Array;
  /** Entry `[p]` is the least change of unit cost (without prices) among the units of pair p. */
  readonly least: Float64Array;
  /** The pairs by their territories. */
  readonly pairs: PairTable;
}

/** Where the units of a pair start in `unit` and `cost`. */
export function startOf(pair: number): number {
  return MOST_UNITS * pair;
}

/** The exchanges of a state as it is now. */
export interface ExchangeLists {
  /** Hands them over; pauses on the way. */
  list(): Task<Exchanges>;
}

/**
 * Keeps the exchanges of a state. What leads out of a territory depends on its own units alone, so only territories that
 * were touched since they were handed over are listed anew. The lists go stale with every move, so readers check who is
 * still there. O(units with a choice) each time, plus the candidates of units in touched territories.
 */
export function createExchanges(
  search: SearchProblem,
  state: PlanState,
  candidates: Candidates,
  prices: Float64Array,
  work: Work,
): ExchangeLists {
  return new KeptLists(search, state, candidates, prices, work);
}

/** A class, so that operators which are compiled for the lists of one state are so for the next. */
class KeptLists implements ExchangeLists {
  private readonly search: SearchProblem;
  private readonly state: PlanState;
  private readonly candidates: Candidates;
  private readonly prices: Float64Array;
  private readonly work: Work;
  private readonly pairs: PairTable;
  private choosers = new Int32Array(0);
  private capacity = 0;
  /** Entry `[p]` is the territory that pair p leads out of. */
  private from = new Int32Array(0);
  private to = new Int32Array(0);
  private least = new Float64Array(0);
  private size = new Int32Array(0);
  private unit = new Int32Array(0);
  private cost = new Float64Array(0);
  private regret = new Float64Array(0);
  private listedAt = -1;
  private listed: Exchanges | null = null;

  constructor(
    search: SearchProblem,
    state: PlanState,
    candidates: Candidates,
    prices: Float64Array,
    work: Work,
  ) {
    this.search = search;
    this.state = state;
    this.candidates = candidates;
    this.prices = prices;
    this.work = work;
    this.pairs = createPairTable(search.k);
  }

  *list(): Task<Exchanges> {
    const { state, pairs, work } = this;
    const { assignment, movedAt } = state;
    const { count } = this.candidates;
    if (this.listed !== null && state.moves() === this.listedAt) return this.listed;
    if (this.listed === null) this.choosers = yield* listChoosers(this.candidates, this.search.n);
    const since = this.listedAt;
    const known = pairs.size();
    for (let pair = 0; pair < known; pair++) if (movedAt[this.from[pair]] > since) this.size[pair] = 0;
    for (let at = 0; at < this.choosers.length; at++) {
      const u = this.choosers[at];
      if (movedAt[assignment[u]] <= since) continue;
      this.listUnit(u);
      if (work.isPauseDue(count[u])) yield;
    }
    const pairCount = pairs.size();
    for (let pair = 0; pair < pairCount; pair++)
      if (movedAt[this.from[pair]] > since) this.least[pair] = this.findLeast(pair);
    const { pairsOf, back } = this.listed !== null && pairCount === known ? this.listed : this.joinPairs();
    const { to, size, unit, cost, least } = this;
    this.listedAt = state.moves();
    this.listed = { pairsOf, to, back, size, unit, cost, least, pairs };
    return this.listed;
  }

  private listUnit(u: number): void {
    const { M, load, hasBudget, costs } = this.search;
    const { start, count, territory, cost } = this.candidates;
    const { prices, pairs } = this;
    const a = this.state.assignment[u];
    const costHere = this.state.unitCost[u];
    for (let e = start[u]; e < start[u] + count[u]; e++) {
      const b = territory[e];
      if (b === a) continue;
      const known = pairs.size();
      const pair = pairs.numberOf(a, b);
      if (pair === known) this.openPair(pair, a, b);
      let regret = cost[e] - costHere;
      for (let m = 0; m < M; m++) regret += load[M * u + m] * (prices[M * b + m] - prices[M * a + m]);
      if (hasBudget) regret += prices[this.search.size - 1] * (costs.moved(u, b) - costs.moved(u, a));
      this.insert(pair, u, regret, cost[e]);
    }
  }

  /** Keeps a unit of a pair among those with the least regret. */
  private insert(pair: number, u: number, itsRegret: number, itsCost: number): void {
    const { size, unit, cost, regret } = this;
    const base = MOST_UNITS * pair;
    if (size[pair] === MOST_UNITS && itsRegret >= regret[base + MOST_UNITS - 1]) return;
    let at = base + (size[pair] === MOST_UNITS ? MOST_UNITS - 1 : size[pair]++);
    for (; at > base && regret[at - 1] > itsRegret; at--) {
      regret[at] = regret[at - 1];
      unit[at] = unit[at - 1];
      cost[at] = cost[at - 1];
    }
    regret[at] = itsRegret;
    unit[at] = u;
    cost[at] = itsCost;
  }

  private openPair(pair: number, a: number, b: number): void {
    if (pair === this.capacity) {
      this.capacity = Math.max(2 * pair, 16);
      this.from = copyInto(new Int32Array(this.capacity), this.from);
      this.to = copyInto(new Int32Array(this.capacity), this.to);
      this.least = copyInto(new Float64Array(this.capacity), this.least);
      this.size = copyInto(new Int32Array(this.capacity), this.size);
      this.unit = copyInto(new Int32Array(MOST_UNITS * this.capacity), this.unit);
      this.cost = copyInto(new Float64Array(MOST_UNITS * this.capacity), this.cost);
      this.regret = copyInto(new Float64Array(MOST_UNITS * this.capacity), this.regret);
    }
    this.from[pair] = a;
    this.to[pair] = b;
  }

  private findLeast(pair: number): number {
    const { unit, cost } = this;
    const { unitCost } = this.state;
    let lowest = Number.POSITIVE_INFINITY;
    for (let s = MOST_UNITS * pair; s < MOST_UNITS * pair + this.size[pair]; s++) {
      lowest = Math.min(lowest, cost[s] - unitCost[unit[s]]);
    }
    return lowest;
  }

  /** Which pairs lead out of a territory, and back. */
  private joinPairs(): Pick<Exchanges, 'pairsOf' | 'back'> {
    const { pairs, from, to } = this;
    const pairCount = pairs.size();
    const numbers = new Int32Array(pairCount);
    const back = new Int32Array(pairCount);
    for (let pair = 0; pair < pairCount; pair++) {
      numbers[pair] = pair;
      back[pair] = pairs.find(to[pair], from[pair]);
    }
    return { pairsOf: buildCsr(this.search.k, from.subarray(0, pairCount), numbers), back };
  }
}

/** The units that have a choice. */
function* listChoosers({ count }: Candidates, n: number): Task<Int32Array<ArrayBuffer>> {
  const choosers = new Int32Array(n);
  let size = 0;
  for (const { from, to } of runsOf(n)) {
    yield;
    for (let u = from; u < to; u++) if (count[u] > 1) choosers[size++] = u;
  }
  return choosers.subarray(0, size);
}

function copyInto<T extends Int32Array | Float64Array>(target: T, source: T): T {
  target.set(source);
  return target;
}
