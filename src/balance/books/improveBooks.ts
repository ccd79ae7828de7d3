/**
 * From a first assignment to the best one found, in cycles: after ejection chains from the first assignment, a dive
 * from prices (dive.ts) and a local search take turns.
 *
 * 1. What a dive ends with is brought by ejection chains to where none pays.
 * 2. A local search starts from the best plan, or half-way between two elite plans (elites.ts) where `IDLE` cycles in a row
 *    found none better, and opens the pairs of least reduced cost, so many for each unit that the next
 *    width of `WIDTHS` says: narrow lists go deep, wide ones go round.
 * 3. A kick moves a unit or two at random; ejection chains from the units of changed books bring the plan back to where
 *    none pays. Penalties on loads above their capacity rise and fall after each (strategic oscillation).
 * 4. The new plan is taken where its energy is no higher. After `PATIENCE` kicks without a better best plan the cycle
 *    ends with a regrouping of some pairs and triples of books.
 *
 * More work goes on where less stopped, so it never ends with a worse plan. References: M. Yagiura, T. Ibaraki,
 * F. Glover (as in ejectionChain.ts) for adaptive penalties; H. R. Lourenço, O. C. Martin, T. Stützle: Iterated Local
 * Search, 2003, DOI 10.1007/0-306-48056-5_11.
 */
import { buildCsr, type Csr } from '../../core/csr.js';
import { createRandom, type Random } from '../../core/random.js';
import type { Task, Work } from '../work.js';
import type { BooksState } from './booksState.js';
import { createDives } from './dive.js';
import { createEjectionChains } from './ejectionChain.js';
import { createElites } from './elites.js';
import type { UnitPrices } from './knapsackBound.js';
import { regroup } from './regroup.js';

/** Open pairs for each unit on the mean, one cycle after the other. */
const WIDTHS = [2, 1.5, 3, 2, 1.3, 5];
/** Kicks without a better best plan that end a cycle. */
const PATIENCE = 200;
/** Cycles without a better best plan after which local searches start half-way between two elite plans. */
const IDLE = WIDTHS.length;
/** Groups of books for each book at the end of a cycle. */
const GROUPS = 1;
/** Moves between two copies of a better plan, as a share of the units: a copy costs as much as many moves. */
const COPY_SHARE = 1 / 256;

/** The best plan so far: least above the capacities, then least cost. */
export interface BestBooks {
  readonly pairOf: Int32Array;
  cost: number;
  excess: number;
}

/** The search; every call goes on from the best plan. */
export interface BooksSearch {
  readonly best: BestBooks;
  /** Makes one cycle; the best plan is up to date at every pause. */
  cycle(work: Work): Task<void>;
}

/** Starts the search from a state; dives go by the prices of the moment. */
export function createBooksSearch(state: BooksState, prices: UnitPrices, seed: number): BooksSearch {
  const { pairs, pairOf, members, size } = state;
  const { n, k, book } = pairs;
  const random = createRandom(seed);
  const chains = createEjectionChains(state);
  const rising = Int32Array.from(state.reduced.keys()).sort(
    (a, b) => state.reduced[a] - state.reduced[b] || a - b,
  );
  const dives = createDives(state, prices, rising, random);
  const best: BestBooks = { pairOf: pairOf.slice(), cost: state.cost(), excess: state.excess() };
  /** Units that a chain may begin with, in the order they came; a ring. */
  const queue = new Int32Array(n);
  const isQueued = new Uint8Array(n);
  let head = 0;
  let waiting = 0;
  let movesSinceCopy = 0;
  let cycles = 0;
  /** Cycles since the best plan became better. */
  let idle = 0;
  const elites = createElites();

  function enqueue(j: number): void {
    for (let at = 0; at < size[j]; at++) {
      const i = members[j][at];
      if (isQueued[i] === 1) continue;
      isQueued[i] = 1;
      queue[(head + waiting++) % n] = i;
    }
  }

  function keepBest(): boolean {
    movesSinceCopy = 0;
    const excess = state.excess();
    if (excess > best.excess) return false;
    const cost = state.cost();
    if (excess === best.excess && cost >= best.cost) return false;
    best.pairOf.set(pairOf);
    best.cost = cost;
    best.excess = excess;
    return true;
  }

  /** Chains from the waiting units until none pays; hands over whether the best plan is a better one. */
  function* settle(open: Csr, work: Work): Task<boolean> {
    let isBetter = false;
    while (waiting > 0) {
      const i = queue[head];
      head = (head + 1) % n;
      waiting--;
      isQueued[i] = 0;
      if (chains.improveFrom(i, open)) {
        for (const j of chains.changed) enqueue(j);
        if (++movesSinceCopy > COPY_SHARE * n && keepBest()) isBetter = true;
      }
      if (work.isPauseDue(chains.takeEvaluations())) {
        if (keepBest()) isBetter = true;
        yield;
      }
    }
    return keepBest() || isBetter;
  }

  function* settleFrom(plan: Int32Array, open: Csr, work: Work): Task<void> {
    state.reset(plan);
    for (let j = 0; j < k; j++) enqueue(j);
    yield* settle(open, work);
  }

  /** A dive, and chains from what it ends with. */
  function* dive(open: Csr, work: Work): Task<void> {
    const plan = yield* dives.dive(best.excess === 0 ? best.cost : Number.POSITIVE_INFINITY, work);
    if (plan === null) return;
    yield* settleFrom(plan, open, work);
    if (state.excess() === 0) elites.add(pairOf, state.cost());
  }

  /** Iterated local search from the best plan or from between two elite plans. */
  function* improve(open: Csr, work: Work): Task<void> {
    const looked = idle >= IDLE ? elites.relink(state, random) : 0;
    const isRelinked = looked > 0;
    if (!isRelinked) state.reset(best.pairOf);
    if (isRelinked) for (let j = 0; j < k; j++) enqueue(j);
    if (work.isPauseDue(looked)) yield;
    yield* settle(open, work);
    const current = pairOf.slice();
    const cheapest = pairOf.slice();
    let least = state.excess() === 0 ? state.cost() : Number.POSITIVE_INFINITY;
    for (let still = 0; still < PATIENCE && n > 0; still++) {
      kick(open);
      yield* settle(open, work);
      if (state.excess() === 0 && state.cost() < least) {
        least = state.cost();
        cheapest.set(pairOf);
        still = -1;
      }
      if (state.energyOf(pairOf) <= state.energyOf(current)) current.set(pairOf);
      else state.reset(current);
      state.adaptPenalties();
    }
    state.reset(isRelinked && least < Number.POSITIVE_INFINITY ? cheapest : best.pairOf);
    for (let group = 0; group < GROUPS * k && k > 1; group++) {
      const sets = regroup(state, drawGroup(k, random));
      if (work.isPauseDue(sets + n / k)) {
        keepBest();
        yield;
      }
    }
    keepBest();
    if (state.excess() === 0) elites.add(pairOf, state.cost());
    if (least < Number.POSITIVE_INFINITY) elites.add(cheapest, least);
  }

  return {
    best,
    *cycle(work) {
      const turn = cycles >> 1;
      const open = openPairs(state, rising, WIDTHS[turn % WIDTHS.length]);
      const { cost: costBefore, excess: excessBefore } = best;
      state.resetPenalties(Math.floor(turn / WIDTHS.length));
      if (cycles === 0) yield* settleFrom(pairOf, open, work);
      else yield* cycles % 2 === 1 ? dive(open, work) : improve(open, work);
      idle = best.cost < costBefore || best.excess < excessBefore ? 0 : idle + 1;
      cycles++;
    },
  };

  /** Moves a random unit to one of its open books. */
  function kick(open: Csr): void {
    const i = random.nextBelow(n);
    const width = open.offsets[i + 1] - open.offsets[i];
    if (width === 0) return;
    const e = open.targets[open.offsets[i] + random.nextBelow(width)];
    if (e === pairOf[i]) return;
    const from = book[pairOf[i]];
    state.move(e);
    enqueue(from);
    enqueue(book[e]);
  }
}

/** For each unit its open pairs: of all pairs the `width` times units with the least reduced cost. */
function openPairs({ pairs, unitOf }: BooksState, rising: Int32Array, width: number): Csr {
  const chosen = rising.subarray(0, Math.round(width * pairs.n));
  return buildCsr(
    pairs.n,
    chosen.map((e) => unitOf[e]),
    chosen,
  );
}

/** Two or three different books. */
function drawGroup(k: number, random: Random): number[] {
  const size = Math.min(k, 2 + random.nextBelow(2));
  const group: number[] = [];
  while (group.length < size) {
    const j = random.nextBelow(k);
    if (!group.includes(j)) group.push(j);
  }
  return group;
}
