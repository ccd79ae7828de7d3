/**
 * One cycle of annealing: random relocations and swaps, accepted more and more strictly.
 *
 * 1. Propose: a unit with a choice goes to one of its other candidates; every other time a unit that could come back
 *    the other way takes its place.
 * 2. A change d of cost plus penalties is accepted when d < T f(r), r random, f(r) = (1 - r) / (r + 1/4): a rational
 *    stand-in for -ln r (Metropolis), since logarithms are not the same bits on every runtime.
 * 3. The temperature T falls by a constant factor, from a share of the mean regret to a tenth of that. The closer the
 *    plan is to the value of the prices, the lower T starts, and the fewer candidates are worth a proposal. Where few
 *    units have a choice there are more proposals, and T starts higher.
 *
 * O(proposals * measures). Reference: S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi: Optimization by Simulated Annealing,
 * 1983, DOI 10.1126/science.220.4598.671.
 */
import type { Random } from '../../core/random.js';
import { runsOf } from '../../core/runsOf.js';
import type { SearchProblem } from '../searchProblem.js';
import type { PlanState } from '../state.js';
import type { Candidates } from '../transport/candidates.js';
import type { Task, Work } from '../work.js';
import { findPatience } from './findPatience.js';

/** Proposals for every unit with a choice, unless there are few (findPatience.ts); found by trial. */
const PROPOSALS = 50;
/** First temperature as a share of the mean regret at the most; found by trial. */
const FIRST_TEMPERATURE = 0.3;
/** First temperature as a share of the one at which heat alone would cost what the plan is above its prices; found by trial. */
const HEAT = 0.6;
/** Candidates are proposed whose regret is at most this many first temperatures; found by trial. */
const HOPE = 5;
/** Last temperature as a share of the first. */
const LAST_TEMPERATURE = 0.1;
/** Proposals at one temperature, as a share of all. */
const STEPS = 100;

/** Anneals a state in place, from its own penalties. */
export function* anneal(
  search: SearchProblem,
  state: PlanState,
  candidates: Candidates,
  prices: Float64Array,
  random: Random,
  work: Work,
): Task<void> {
  const { assignment, unitCost } = state;
  const moves = yield* listMoves(search, state, candidates, prices);
  const { start, count, territory, cost, units } = moves;
  if (units.length === 0) return;
  const guests = yield* listGuests(search, moves);
  let temperature = moves.temperature;
  const cooling = LAST_TEMPERATURE ** (1 / STEPS);
  const proposals = Math.ceil((PROPOSALS * moves.patience * units.length) / STEPS);

  const isAccepted = (delta: number) => {
    if (delta <= 0) return true;
    const r = random.nextShare();
    return delta < (temperature * (1 - r)) / (r + 0.25);
  };

  for (let step = 0; step < STEPS; step++) {
    for (let proposal = 0; proposal < proposals; proposal++) {
      // Two territories are looked at.
      if (work.isPauseDue(2)) yield;
      const u = units[random.nextBelow(units.length)];
      const a = assignment[u];
      const e = start[u] + random.nextBelow(count[u]);
      const b = territory[e];
      if (a === b) continue;
      const own = cost[e] - unitCost[u];
      if ((proposal & 1) === 0) {
        const delta =
          own +
          state.exchangePenalty(a, u, -1) +
          state.exchangePenalty(b, -1, u) +
          state.budgetPenalty(state.movedChange(u, b));
        if (isAccepted(delta)) state.move(u, b, cost[e]);
        continue;
      }
      const from = guests.offsets[a];
      const guestCount = guests.offsets[a + 1] - from;
      if (guestCount === 0) continue;
      const f = guests.targets[from + random.nextBelow(guestCount)];
      const v = guests.unitOf[f];
      if (assignment[v] !== b) continue;
      const delta =
        own +
        cost[f] -
        unitCost[v] +
        state.exchangePenalty(a, u, v) +
        state.exchangePenalty(b, v, u) +
        state.budgetPenalty(state.movedChange(u, b) + state.movedChange(v, a));
      if (!isAccepted(delta)) continue;
      state.move(u, b, cost[e]);
      state.move(v, a, cost[f]);
    }
    temperature *= cooling;
  }
}

/** The candidates that are worth a proposal. */
interface Moves extends Pick<Candidates, 'start' | 'count' | 'territory' | 'cost'> {
  /** Units that have two or more. */
  readonly units: Int32Array;
  /** First temperature. */
  readonly temperature: number;
  /** How many times the usual proposals are made. */
  readonly patience: number;
}

/** Leaves out candidates whose value is so much above their unit's best that they would hardly ever be accepted; pauses on the way. */
function* listMoves(
  search: SearchProblem,
  state: PlanState,
  candidates: Candidates,
  prices: Float64Array,
): Task<Moves> {
  const { n, M, load, hasBudget, costs } = search;
  const movePrice = hasBudget ? prices[search.size - 1] : 0;
  const regret = new Float64Array(candidates.territory.length);
  let sum = 0;
  let entries = 0;
  let loss = limitLoss(search, state, prices);
  for (const { from: first, to: last } of runsOf(n)) {
    yield;
    for (let u = first; u < last; u++) {
      const from = candidates.start[u];
      const to = from + candidates.count[u];
      // The first candidate has the least value at the prices the lists were made with.
      for (let e = from; e < to; e++) {
        let value = candidates.cost[e];
        for (let m = 0; m < M; m++) value += load[M * u + m] * prices[M * candidates.territory[e] + m];
        if (hasBudget) value += movePrice * costs.moved(u, candidates.territory[e]);
        regret[e] = e === from ? value : value - regret[from];
      }
      regret[from] = 0;
      for (let e = from; e < to; e++) if (candidates.territory[e] === state.assignment[u]) loss += regret[e];
      for (let e = from + 1; e < to; e++) sum += regret[e];
      entries += candidates.count[u] - 1;
    }
  }
  const mean = entries > 0 ? sum / entries : 0;
  // In heat T the candidates with a regret below T are taken at random: about entries * T / (2 mean) of them, at T / 2
  // each. Where that is more than the plan has to lose, annealing makes a worse plan of it.
  const bearable = entries > 0 ? HEAT * Math.sqrt((2 * mean * Math.max(0, loss)) / entries) : 0;
  const patience = findPatience(candidates);
  // Who cools slowly may begin hotter.
  const temperature = Math.sqrt(patience) * Math.min(FIRST_TEMPERATURE * mean, bearable);
  const start = new Int32Array(n);
  const count = new Int32Array(n);
  let kept = 0;
  let choosers = 0;
  for (const { from: first, to: last } of runsOf(n)) {
    yield;
    for (let u = first; u < last; u++) {
      start[u] = kept;
      const from = candidates.start[u];
      for (let e = from; e < from + candidates.count[u]; e++) if (regret[e] <= HOPE * temperature) kept++;
      count[u] = kept - start[u];
      if (count[u] > 1) choosers++;
    }
  }
  const territory = new Int32Array(kept);
  const cost = new Float64Array(kept);
  const units = new Int32Array(choosers);
  kept = 0;
  choosers = 0;
  for (const { from: first, to: last } of runsOf(n)) {
    yield;
    for (let u = first; u < last; u++) {
      if (count[u] > 1) units[choosers++] = u;
      const from = candidates.start[u];
      for (let e = from; e < from + candidates.count[u]; e++) {
        if (regret[e] > HOPE * temperature) continue;
        territory[kept] = candidates.territory[e];
        cost[kept++] = candidates.cost[e];
      }
    }
  }
  return { start, count, territory, cost, units, temperature, patience };
}

/** For every territory the candidate entries that lead to it, and the unit of every entry. */
function* listGuests({ k }: SearchProblem, { start, count, territory, units }: Moves) {
  const offsets = new Int32Array(k + 1);
  const unitOf = new Int32Array(territory.length);
  for (const { from, to } of runsOf(units.length)) {
    yield;
    for (const u of units.subarray(from, to)) {
      for (let e = start[u]; e < start[u] + count[u]; e++) {
        offsets[territory[e] + 1]++;
        unitOf[e] = u;
      }
    }
  }
  for (let j = 0; j < k; j++) offsets[j + 1] += offsets[j];
  const targets = new Int32Array(offsets[k]);
  const next = offsets.slice(0, k);
  for (const { from, to } of runsOf(units.length)) {
    yield;
    for (const u of units.subarray(from, to)) {
      for (let e = start[u]; e < start[u] + count[u]; e++) targets[next[territory[e]]++] = e;
    }
  }
  return { offsets, targets, unitOf };
}

/** What the loads leave of the price of their limits. */
function limitLoss({ k, M, lower, upper }: SearchProblem, { load }: PlanState, prices: Float64Array): number {
  let loss = 0;
  for (let at = 0; at < k * M; at++) {
    const price = prices[at];
    if (price !== 0) loss += price * ((price > 0 ? upper[at] : lower[at]) - load[at]);
  }
  return loss;
}
