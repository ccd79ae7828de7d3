/**
 * Which units are contested at given prices, and between which seats; all others are charged box by box.
 *
 * The value of seat j for unit i, per load, is `rate(i) * cost(i, j) + price(j)`. A unit is contested where more than
 * one seat is within `band` of its best; the seats that are not within it cannot become best before some difference of
 * prices has changed by more than `band`.
 *
 * 1. Walk down the boxes with a shrinking list of seats. At the middle of a box one seat is best; a seat that is worse
 *    than it by more than the band in the whole box is dropped (`SeatMetric.least`).
 * 2. A box with one seat left is charged whole. In a leaf every unit is valued for the seats that are left.
 * 3. Units of a table look at all their seats.
 *
 * O(boxes on borders * seats near) in practice, O(n * k) at worst.
 */
import type { Task, Work } from '../work.js';
import type { Contested, ContestedQuery } from './contested.js';
import { type ContestedCollector, createContestedCollector } from './contestedCollector.js';
import { createContestedWalk } from './contestedWalk.js';
import type { CostTable } from './seatCosts.js';
import type { SeatField } from './seatField.js';

/** Lists the contested units; `null` where there are too many. Pauses on the way. */
export function* listContested(field: SeatField, query: ContestedQuery, work: Work): Task<Contested | null> {
  const collector = createContestedCollector(field.k, query);
  const { store, metric, table, choices } = field;
  if (store !== null && metric !== null) {
    const walk = createContestedWalk(store, metric, query, collector);
    for (const part of store.parts) {
      if (!part.hasLoad && query.home === null) continue;
      walk.enter(part, choices.targets.subarray(choices.offsets[part.row], choices.offsets[part.row + 1]));
      while (!walk.isDone()) {
        if (work.isPauseDue(walk.step())) yield;
        if (collector.size() > query.mostEntries) return null;
      }
    }
  }
  if (table !== null) {
    const offer = createTableReader(field, table, query, collector);
    for (let r = 0; r < table.count; r++) {
      if (work.isPauseDue(offer(r))) yield;
      if (collector.size() > query.mostEntries) return null;
    }
  }
  return collector.finish();
}

/** Reads the rows of a table one by one. */
function createTableReader(
  { k, store, choices }: SeatField,
  { load, rate, costs, rows }: CostTable,
  { prices, band }: ContestedQuery,
  collector: ContestedCollector,
) {
  const points = store?.count ?? 0;
  return (r: number): number => {
    const from = choices.offsets[rows[r]];
    const to = choices.offsets[rows[r] + 1];
    const hasLoad = load[r] > 0;
    const valueAt = (e: number) => {
      const cost = costs[k * r + choices.targets[e]];
      // No trips do not make a seat that is not to be had free of cost.
      if (cost === Number.POSITIVE_INFINITY) return cost;
      return rate[r] * cost + (hasLoad ? prices[choices.targets[e]] : 0);
    };
    let best = from;
    for (let e = from + 1; e < to; e++) if (valueAt(e) < valueAt(best)) best = e;
    const edge = valueAt(best) + (hasLoad ? band : 0);
    const isNear = (e: number) => valueAt(e) <= edge && valueAt(e) < Number.POSITIVE_INFINITY;
    let near = 0;
    for (let e = from; e < to; e++) if (isNear(e)) near++;
    const unit = points + r;
    if (valueAt(best) === Number.POSITIVE_INFINITY || from === to) return to - from;
    if (near === 1 || !hasLoad) collector.charge(unit, unit + 1, load[r], choices.targets[best]);
    else {
      collector.open(unit, load[r], choices.targets[best]);
      for (let e = from; e < to; e++) {
        if (!isNear(e)) continue;
        collector.add(choices.targets[e], rate[r] * costs[k * r + choices.targets[e]]);
      }
    }
    return to - from;
  };
}
