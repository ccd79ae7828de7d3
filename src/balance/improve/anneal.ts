/**
 * One cycle of annealing: random relocations and swaps, accepted more and more strictly.
 *
 * 1. Propose: a unit with a choice goes to one of its other candidates; every other time a unit that could come back
 *    the other way takes its place.
 * 2. A change d of cost plus penalties is accepted when d < T f(r), r random, f(r) = (1 - r) / (r + 1/4): a rational
 *    stand-in for -ln r (Metropolis), since logarithms are not the same bits on every runtime.
 * 3. The temperature T falls by a constant factor, from a share of the mean regret to a tenth of that.
 *
 * O(proposals * measures). Reference: S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi: Optimization by Simulated Annealing,
 * 1983, DOI 10.1126/science.220.4598.671.
 */
import { buildCsr } from '../../core/csr.js';
import type { Random } from '../../core/random.js';
import type { SearchProblem } from '../searchProblem.js';
import type { PlanState } from '../state.js';
import type { Candidates } from '../transport/candidates.js';
import type { Task, Work } from '../work.js';

/** Proposals for every unit with a choice; tuned with bench/improve. */
const PROPOSALS = 200;
/** First temperature as a share of the mean regret; tuned with bench/improve. */
const FIRST_TEMPERATURE = 0.1;
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
  const { start, count, territory, cost } = candidates;
  const { assignment, unitCost } = state;
  const units = Int32Array.from(count.keys()).filter((u) => count[u] > 1);
  if (units.length === 0) return;
  const guests = listGuests(search, candidates, units);
  let temperature = FIRST_TEMPERATURE * meanRegret(search, candidates, prices, units);
  const cooling = LAST_TEMPERATURE ** (1 / STEPS);
  const proposals = Math.ceil((PROPOSALS * units.length) / STEPS);

  const isAccepted = (delta: number) => {
    if (delta <= 0) return true;
    const r = random.nextShare();
    return delta < (temperature * (1 - r)) / (r + 0.25);
  };

  for (let step = 0; step < STEPS; step++) {
    for (let proposal = 0; proposal < proposals; proposal++) {
      if (work.isPauseDue(1)) yield;
      const u = units[random.nextBelow(units.length)];
      const a = assignment[u];
      const e = start[u] + random.nextBelow(count[u]);
      const b = territory[e];
      if (a === b) continue;
      const own = cost[e] - unitCost[u];
      if ((proposal & 1) === 0) {
        const delta = own + state.exchangePenalty(a, u, -1) + state.exchangePenalty(b, -1, u);
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
        own + cost[f] - unitCost[v] + state.exchangePenalty(a, u, v) + state.exchangePenalty(b, v, u);
      if (!isAccepted(delta)) continue;
      state.move(u, b, cost[e]);
      state.move(v, a, cost[f]);
    }
    temperature *= cooling;
  }
}

/** For every territory the candidate entries that lead to it, and the unit of every entry. */
function listGuests(search: SearchProblem, candidates: Candidates, units: Int32Array) {
  const { start, count, territory } = candidates;
  const hosts: number[] = [];
  const entries: number[] = [];
  const unitOf = new Int32Array(territory.length);
  for (const u of units) {
    for (let e = start[u]; e < start[u] + count[u]; e++) {
      hosts.push(territory[e]);
      entries.push(e);
      unitOf[e] = u;
    }
  }
  return { ...buildCsr(search.k, hosts, entries), unitOf };
}

/** Mean difference in value between a unit's best territory and its other candidates. */
function meanRegret(
  search: SearchProblem,
  candidates: Candidates,
  prices: Float64Array,
  units: Int32Array,
): number {
  const { M, load } = search;
  const { start, count, territory, cost } = candidates;
  let sum = 0;
  let entries = 0;
  for (const u of units) {
    let least = 0;
    for (let e = start[u]; e < start[u] + count[u]; e++) {
      let value = cost[e];
      for (let m = 0; m < M; m++) value += load[M * u + m] * prices[M * territory[e] + m];
      // The first candidate has the least value at the prices the lists were made with.
      if (e === start[u]) least = value;
      else sum += value - least;
    }
    entries += count[u] - 1;
  }
  return sum / entries;
}
