/**
 * Which units are contested at given prices, and between which seats; all others are charged box by box.
 *
 * The value of seat j for unit i, per load, is `rate(i) * cost(i, j) + price(j)`. A unit is contested where more than
 * one seat is within the band of its best; the seats that are not within it cannot become best before some difference of
 * prices has changed by more than the band.
 *
 * 1. Walk down the boxes with a shrinking list of seats. At the middle of a box one seat is best; a seat that is worse
 *    than it by more than the band in the whole box is dropped (shrinkSeats.ts).
 * 2. A box with one seat left is charged whole. In a leaf every unit is valued for the seats that are left.
 * 3. Units of a table look at all their seats.
 *
 * O(boxes on borders * seats near) in practice, O(n * k) at worst.
 */
import type { Task, Work } from '../work.js';
import type { Contested, ContestedQuery } from './contested.js';
import { type ContestedCollector, createContestedCollector } from './contestedCollector.js';
import { createContestedWalk } from './contestedWalk.js';
import type { CostTable } from './costTable.js';
import type { SeatField } from './seatField.js';

/**
 * Lists the contested units; `null` where there are too many. Pauses on the way. Whoever lists again and again hands in a
 * collector, whose lists hold until the next one.
 */
export function* listContested(
  field: SeatField,
  query: ContestedQuery,
  work: Work,
  collector = createContestedCollector(field.k),
): Task<Contested | null> {
  collector.begin(query);
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
  { store, choices }: SeatField,
  { load, rate, costs, rows, start }: CostTable,
  { prices, bands }: ContestedQuery,
  collector: ContestedCollector,
) {
  const points = store?.count ?? 0;
  const { offsets, targets } = choices;
  /** Entry `[c]` is the value of the seat at place c of the row that is read. */
  let values = new Float64Array(64);
  return (r: number): number => {
    const from = offsets[rows[r]];
    const count = offsets[rows[r] + 1] - from;
    if (count > values.length) values = new Float64Array(2 * count);
    const hasLoad = load[r] > 0;
    const at = start[r];
    const perLoad = rate[r];
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let c = 0; c < count; c++) {
      const cost = costs[at + c];
      // No trips do not make a seat that is not to be had free of cost.
      const value =
        cost === Number.POSITIVE_INFINITY ? cost : perLoad * cost + (hasLoad ? prices[targets[from + c]] : 0);
      values[c] = value;
      if (value < least) {
        second = least;
        least = value;
        best = c;
      } else if (value < second) second = value;
    }
    if (best < 0) return count;
    const unit = points + r;
    const most = least + bands.reach[targets[from + best]];
    if (!hasLoad || !(second <= most) || second === Number.POSITIVE_INFINITY) {
      collector.charge(unit, unit + 1, load[r], targets[from + best]);
      return count;
    }
    collector.open(unit, load[r], targets[from + best]);
    for (let c = 0; c < count; c++) {
      if (values[c] <= most && values[c] < Number.POSITIVE_INFINITY)
        collector.add(targets[from + c], perLoad * costs[at + c]);
    }
    return count;
  };
}
