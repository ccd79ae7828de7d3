import { runsOf } from '../../core/runsOf.js';
import type { SearchProblem } from '../searchProblem.js';
import type { Task } from '../work.js';
import type { CandidateQuery, Candidates } from './candidates.js';

/** What gathers candidates, one unit open at a time. */
export type CandidateCollector = ReturnType<typeof createCandidateCollector>;

/** Gathers candidates unit by unit into arrays that grow. */
export function createCandidateCollector(search: SearchProblem, query: CandidateQuery) {
  const { n, M, load, weight } = search;
  const { prices, band } = query;
  const movePrice = search.hasBudget ? prices[search.size - 1] : 0;
  const most = Math.max(1, query.most);
  const order = new Int32Array(n);
  let closed = 0;
  const start = new Int32Array(n);
  const count = new Int32Array(n);
  const bestValue = new Float64Array(n);
  let territory = new Int32Array(4 * n + most);
  let cost = new Float64Array(4 * n + most);
  let size = 0;
  /** The best candidates of the open unit so far, least value first. */
  const openTerritory = new Int32Array(most + 1);
  const openCost = new Float64Array(most + 1);
  const openValue = new Float64Array(most + 1);
  let openCount = 0;
  let openUnit = 0;
  let openBand = 0;

  function open(u: number): void {
    openUnit = u;
    openCount = 0;
    openBand = band * weight[u];
  }

  function offer(j: number, itsCost: number, moved: number): void {
    let value = itsCost + movePrice * moved;
    for (let m = 0; m < M; m++) value += load[M * openUnit + m] * prices[M * j + m];
    if (openCount > 0 && value > openValue[0] + openBand) return;
    if (openCount === most && value >= openValue[most - 1]) return;
    let at = openCount === most ? most - 1 : openCount++;
    while (
      at > 0 &&
      (openValue[at - 1] > value || (openValue[at - 1] === value && openTerritory[at - 1] > j))
    ) {
      openTerritory[at] = openTerritory[at - 1];
      openCost[at] = openCost[at - 1];
      openValue[at] = openValue[at - 1];
      at--;
    }
    openTerritory[at] = j;
    openCost[at] = itsCost;
    openValue[at] = value;
  }

  function close(u: number): void {
    while (openCount > 1 && openValue[openCount - 1] > openValue[0] + openBand) openCount--;
    if (size + openCount > territory.length) {
      const larger = new Int32Array(2 * territory.length);
      larger.set(territory);
      territory = larger;
      const dearer = new Float64Array(2 * cost.length);
      dearer.set(cost);
      cost = dearer;
    }
    order[closed++] = u;
    start[u] = size;
    count[u] = openCount;
    bestValue[u] = openValue[0];
    for (let c = 0; c < openCount; c++) {
      territory[size] = openTerritory[c];
      cost[size++] = openCost[c];
    }
  }

  function* finish(): Task<Candidates> {
    let sum = 0;
    let correction = 0;
    for (const { from, to } of runsOf(n)) {
      yield;
      for (let u = from; u < to; u++) {
        const next = sum + bestValue[u];
        correction +=
          Math.abs(sum) >= Math.abs(bestValue[u]) ? sum - next + bestValue[u] : bestValue[u] - next + sum;
        sum = next;
      }
    }
    return { order, start, count, territory, cost, leastValueSum: sum + correction };
  }

  return { open, offer, close, finish };
}
