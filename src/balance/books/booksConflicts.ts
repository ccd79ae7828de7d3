/**
 * Conflicts of a generalised assignment that no plan can escape, in the caller's names.
 *
 * Before the search: units that no book may hold, units heavier than every book, and, for each measure, a maximum flow
 * of the least loads of units (grouped by the books they may be in) to the capacities. After a search without a plan:
 * the bounds of the same problem without costs. A plan costs 0 there, so a bound above 0 proves that there is none.
 */
import { reason, show, some } from '../explain.js';
import { createFlow } from '../maximumFlow.js';
import type { Reason } from '../result.js';
import type { Task, Work } from '../work.js';
import type { Pairs } from './assignmentProblem.js';
import { createKnapsackBound } from './knapsackBound.js';
import { climbPrices } from './priceBound.js';

/** Shortfalls below this share of the total are rounding errors. */
const TOLERANCE = 1e-9;
/** A bound of the problem without costs proves something above this, in mean costs of the priced load. */
const PROOF = 1e-6;
const PROOF_ROUNDS = 60;

/** Finds what can be proven without a search; empty where nothing was found. */
export function findBooksConflicts(pairs: Pairs): Reason[] {
  return [...findUnassignable(pairs), ...findHeavy(pairs), ...findCrowded(pairs)];
}

function findUnassignable({ unassignable, problem }: Pairs): Reason[] {
  if (unassignable.length === 0) return [];
  const unitIds = Array.from(unassignable, (i) => problem.unitIds[i]);
  const message = `${unitIds.length} of the units (${some(unitIds)}) may be in no book: costs and locks leave none`;
  return [
    reason({ code: 'no-eligible-territory', message, unitIds, required: unitIds.length, available: 0 }),
  ];
}

function findHeavy({ tooHeavy, problem, start, book, load, capacity, M }: Pairs): Reason[] {
  const reasons: Reason[] = [];
  for (const i of tooHeavy) {
    const e = start[i];
    const m = problem.measures.findIndex((_, at) => load[M * e + at] > capacity[M * book[e] + at]);
    const required = load[M * e + m];
    const available = capacity[M * book[e] + m];
    const unitId = problem.unitIds[i];
    const measureId = problem.measures[m].id;
    const territoryIds = Array.from(book.subarray(e, start[i + 1]), (j) => problem.territoryIds[j]);
    const message = `unit ${unitId} fits in no book: it has ${show(required)} of ${measureId} in ${territoryIds[0]}, which may have ${show(available)}${territoryIds.length > 1 ? ', and too much in every other' : ''}`;
    reasons.push(
      reason({
        code: 'unit-above-limit',
        message,
        unitIds: [unitId],
        territoryIds,
        measureId,
        required,
        available,
      }),
    );
  }
  return reasons.slice(0, 20);
}

/** Units whose least loads exceed the capacities of the only books they may be in. */
function findCrowded(pairs: Pairs): Reason[] {
  const { n, k, M, start, book, load, capacity, problem } = pairs;
  const rowOf = new Map<string, number>();
  const targets: number[] = [];
  const offsets = [0];
  const row = Int32Array.from({ length: n }, (_, i) => {
    const list = book.subarray(start[i], start[i + 1]);
    const key = list.join();
    const known = rowOf.get(key);
    if (known !== undefined) return known;
    rowOf.set(key, offsets.length - 1);
    for (const j of list) targets.push(j);
    offsets.push(targets.length);
    return offsets.length - 2;
  });
  const choices = { offsets: Int32Array.from(offsets), targets: Int32Array.from(targets) };
  const reasons: Reason[] = [];
  for (let m = 0; m < M; m++) {
    const least = new Float64Array(n);
    const supply = new Float64Array(offsets.length - 1);
    let total = 0;
    for (let i = 0; i < n; i++) {
      least[i] = start[i] < start[i + 1] ? Number.POSITIVE_INFINITY : 0;
      for (let e = start[i]; e < start[i + 1]; e++) least[i] = Math.min(least[i], load[M * e + m]);
      supply[row[i]] += least[i];
      total += least[i];
    }
    const room = Float64Array.from({ length: k }, (_, j) => capacity[M * j + m]);
    const flow = createFlow(supply, choices, room);
    if (flow.shortfall <= TOLERANCE * total) continue;
    const units = Array.from({ length: n }, (_, i) => i)
      .filter((i) => flow.rowsBehindCut[row[i]] === 1)
      .sort((a, b) => least[b] - least[a] || a - b);
    const books = new Set(units.flatMap((i) => Array.from(book.subarray(start[i], start[i + 1]))));
    const territoryIds = [...books].sort((a, b) => a - b).map((j) => problem.territoryIds[j]);
    const required = units.reduce((sum, i) => sum + least[i], 0);
    const available = [...books].reduce((sum, j) => sum + room[j], 0);
    const isAll = territoryIds.length === k;
    const isLocked = units.every((i) => (problem.locks?.[i] ?? -1) >= 0);
    const measureId = problem.measures[m].id;
    const where = isAll ? 'all books together' : `books ${some(territoryIds)}`;
    const message = `${units.length} units ${isAll ? 'have' : 'that may only be in these have'} at least ${show(required)} of ${measureId}, but ${where} may have ${show(available)}`;
    reasons.push(
      reason({
        code: isAll ? 'total-above-limits' : isLocked ? 'locks-above-limit' : 'eligible-capacity',
        message,
        unitIds: units.map((i) => problem.unitIds[i]),
        territoryIds,
        measureId,
        required,
        available,
      }),
    );
  }
  return reasons;
}

/** Tries to prove that capacities cannot be kept; hands over the reason, or `null` where nothing was proven. */
export function* proveConflict(pairs: Pairs, work: Work): Task<Reason | null> {
  const { k, M, problem, capacity } = pairs;
  const free: Pairs = { ...pairs, cost: new Float64Array(pairs.cost.length) };
  const prices = { prices: new Float64Array(k * M), value: Number.NEGATIVE_INFINITY };
  // Capacities in shares: every measure is worth the same at first.
  for (let at = 0; at < k * M; at++) prices.prices[at] = capacity[at] > 0 ? 1 / capacity[at] : 1;
  const start = prices.prices.slice();
  yield* climbPrices(free, prices, work);
  if (prices.value <= 0) prices.prices.set(start);
  const sharper = createKnapsackBound(free, prices.prices);
  yield* sharper.climb(PROOF_ROUNDS, 1, work);
  let worth = 0;
  for (let at = 0; at < k * M; at++) worth += prices.prices[at] * capacity[at];
  const value = Math.max(prices.value, sharper.value);
  if (value <= PROOF * Math.max(worth, Number.MIN_VALUE)) return null;
  const isSplit = prices.value > PROOF * worth;
  const ids = problem.measures.map(({ id }) => id);
  return reason({
    code: 'limits-conflict',
    message: `${isSplit ? 'even with units split' : 'with whole units'}, no plan keeps all books within their capacities of ${ids.join(' and ')}`,
    territoryIds: problem.territoryIds,
    measureId: ids.length === 1 ? ids[0] : null,
  });
}
