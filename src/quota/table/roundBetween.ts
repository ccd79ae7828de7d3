import { buildCsr } from '../../core/csr.js';
import { createTransfer, type Transfer } from './augmentTransfer.js';
import type { MarginGroups } from './marginGroups.js';

/** Buckets by which cells are ordered, the largest fraction first. */
const BUCKETS = 65536;

/**
 * Controlled rounding between two margins: every cell down or up to a whole number, every group exact.
 *
 * Problem: `counts[c]` in {floor, ceil} of `cells[c]` with whole sums given by two groupings.
 *
 * Idea: (1) round all cells down; what each group still needs is a whole number; (2) a cell with a fraction is an edge
 * from its group in the first margin to its group in the second, to be taken (rounded up) or not; (3) take edges by
 * falling fraction while both ends need one; (4) the few needs that are left are met by shortest alternating paths;
 * (5) where the fit did not reach the totals, cells that are not 0 may go further up or down, along such paths too.
 *
 * Complexity: O(cells) for (3), O(cells x sqrt(groups)) for (4) at worst.
 * Guarantees: wherever the cells add up to the totals, all are met by (4): the fractions are a flow, and a network with
 * whole capacities that has a flow has a whole one. By (5) all are met wherever any table with the same zeros meets
 * them. The sum of changes is small by (3), not proven smallest.
 * References: Michael Bacharach: Matrix Rounding Problems, 1966, DOI 10.1287/mnsc.12.9.732; Lawrence H. Cox: A
 * Constructive Procedure for Unbiased Controlled Rounding, 1987, DOI 10.1080/01621459.1987.10478456.
 */
export function roundBetween(cells: Float64Array, from: MarginGroups, to: MarginGroups): Float64Array {
  const counts = cells.map(Math.floor);
  const needFrom = needsOf(counts, from);
  const needTo = needsOf(counts, to);
  const open = byFraction(cells, counts);
  const inFraction = transferOver(open, from, to, needFrom, needTo);
  inFraction.up.fill(1);
  takeByFraction(inFraction);
  if (hasNeeds(needFrom)) inFraction.augment();
  for (let e = 0; e < open.length; e++) counts[open[e]] += inFraction.down[e];
  if (needFrom.some((need) => need !== 0) || needTo.some((need) => need !== 0)) {
    goFurther(cells, counts, from, to, needFrom, needTo);
  }
  return counts;
}

const hasNeeds = (needs: Float64Array) => needs.some((need) => need > 0);

/** Cells with a fraction, the largest first, equal ones in index order. */
function byFraction(cells: Float64Array, floors: Float64Array): Int32Array {
  const open: number[] = [];
  for (let c = 0; c < cells.length; c++) if (cells[c] > floors[c]) open.push(c);
  const buckets = open.map((c) => BUCKETS - 1 - Math.floor((cells[c] - floors[c]) * BUCKETS));
  return buildCsr(BUCKETS, buckets, open).targets;
}

function needsOf(counts: Float64Array, { groupOf, totals }: MarginGroups): Float64Array {
  const needs = totals.slice();
  for (let c = 0; c < counts.length; c++) needs[groupOf[c]] -= counts[c];
  return needs;
}

function transferOver(
  cells: Int32Array,
  from: MarginGroups,
  to: MarginGroups,
  needFrom: Float64Array,
  needTo: Float64Array,
): Transfer {
  const tail = Int32Array.from(cells, (c) => from.groupOf[c]);
  const head = Int32Array.from(cells, (c) => to.groupOf[c]);
  return createTransfer(tail, head, needFrom, needTo);
}

function takeByFraction({ tail, head, up, down, needFrom, needTo }: Transfer): void {
  for (let e = 0; e < tail.length; e++) {
    if (needFrom[tail[e]] <= 0 || needTo[head[e]] <= 0) continue;
    up[e] = 0;
    down[e] = 1;
    needFrom[tail[e]]--;
    needTo[head[e]]--;
  }
}

/** Lets every cell that is not 0 rise without limit and fall to 0; needs below 0 become needs of the other side first. */
function goFurther(
  cells: Float64Array,
  counts: Float64Array,
  from: MarginGroups,
  to: MarginGroups,
  needFrom: Float64Array,
  needTo: Float64Array,
): void {
  const present = Int32Array.from(cells.keys()).filter((c) => cells[c] > 0);
  const transfer = transferOver(present, from, to, needFrom, needTo);
  const { tail, head, up, down } = transfer;
  up.fill(Number.POSITIVE_INFINITY);
  for (let e = 0; e < present.length; e++) {
    down[e] = counts[present[e]];
    const excess = Math.min(down[e], Math.max(-needFrom[tail[e]], -needTo[head[e]], 0));
    down[e] -= excess;
    needFrom[tail[e]] += excess;
    needTo[head[e]] += excess;
  }
  transfer.augment();
  for (let e = 0; e < present.length; e++) counts[present[e]] = down[e];
}
