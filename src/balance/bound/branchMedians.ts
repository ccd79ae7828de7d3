/**
 * The capacitated p-median problem by branch and bound, as far as a budget goes.
 *
 * 1. Root: the Lagrangian bound climbs (climbMedians.ts), choices that no better plan makes are fixed (fixChoices.ts),
 *    over and over while that leaves much less.
 * 2. The open node with the least bound is next: it climbs from its parent's multipliers, and is fixed anew.
 * 3. Of what is left, the row is branched on that was chosen nearest to half the time: open or closed. Where all rows
 *    are decided, some unit's rows are shared out between two nodes, each with about half of how often they took it.
 * 4. Every node's chosen rows are rounded to a plan (roundMedians.ts); a better one lowers the cutoff.
 * 5. The least bound of the open nodes is below the cost of every plan; no open nodes prove the best plan.
 *
 * Exponential at worst: it ends where the open nodes hold too many pairs, with the bound it has by then. O(pairs) a
 * step; fixing leaves few pairs where the root's bound is close. References: A. Ceselli, G. Righini: A branch-and-price
 * algorithm for the capacitated p-median problem, 2005, DOI 10.1002/net.20059, which branches on the rows of a unit;
 * departures: no linear programme, and rows first.
 */
import { type Climbing, createMedianClimber, type MedianAim, type MedianNode } from './climbMedians.js';
import { fixChoices } from './fixChoices.js';
import { CLOSED, createMedianDual, type MedianChoices, OPEN, UNDECIDED } from './medianDual.js';
import type { MedianModel } from './medianModel.js';
import { type MedianPlan, roundMedians } from './roundMedians.js';
import { settleChoices } from './settleChoices.js';
import { startNode } from './startNode.js';

/** Climbs at the root at first and after fixing, and at every other node; chosen by trial. */
const ROOT: Climbing = { steps: Number.POSITIVE_INFINITY, first: 1, last: 1e-3, patience: 12 };
const ROOT_AGAIN: Climbing = { steps: 400, first: 0.3, last: 5e-3, patience: 12 };
const INNER: Climbing = { steps: 60, first: 0.3, last: 0.03, patience: 5 };
/** The root is fixed again while so much of its pairs goes. */
const MUCH_LESS = 0.9;
/** Looks at a move of a rounded plan that take about as long as an evaluation, all passes counted. */
const LOOKS = 10;
/** Pairs that the open nodes hold at the most: 4 bytes each. */
const MOST_PAIRS = 8_000_000;

/** How the search stands; changes as it goes on. */
export interface MedianTree {
  /** No plan costs less, or less than the cutoff; `-Infinity` at first, `Infinity` where there is no plan. */
  bound: number;
  /** Whether the root is done. */
  isBranching: boolean;
  /** The rows that the last climb chose. */
  centres: readonly number[];
  /** The best plan that was found here; `null` while there is none below the aim. */
  plan: MedianPlan | null;
}

/** Searches; yields evaluations after each step. The aim may fall in between. */
export function* branchMedians(
  model: MedianModel,
  tree: MedianTree,
  aim: MedianAim,
  lower: (cost: number) => void,
): Generator<number, void, undefined> {
  const dual = createMedianDual(model);
  const climber = createMedianClimber(model, dual);
  const { n, counted, places, rows, own, cost } = model;

  function offer(plan: MedianPlan | null): void {
    if (plan === null || plan.cost >= aim.cutoff) return;
    tree.plan = plan;
    lower(plan.cost);
  }

  const rowsNow = ({ status }: MedianChoices) =>
    [...dual.chosen, ...Array.from(status.keys()).filter((r) => status[r] === OPEN)].sort((a, b) => a - b);

  /** Climbs and rounds; true where the relaxed plan is a plan, which is the best there is at this node. */
  function* climb(node: MedianNode, climbing: Climbing): Generator<number, boolean, undefined> {
    const isPlan = yield* climber.climb(node, climbing, aim);
    const chosen = rowsNow(node.choices);
    tree.centres = chosen.filter((r) => r < places);
    if (isPlan) {
      const row = node.choices.home.slice();
      for (const r of chosen) for (let s = n * r; s < n * r + dual.count[r]; s++) row[dual.list[s]] = r;
      offer({ row, cost: sumCosts(row) });
    } else if (node.bound < aim.cutoff) {
      offer(roundMedians(model, chosen));
      yield Math.ceil((n * (n + chosen.length)) / LOOKS);
    }
    return isPlan;
  }

  function sumCosts(row: Int32Array): number {
    let sum = 0;
    for (const u of counted) sum += cost[n * row[u] + u];
    return sum;
  }

  const root = startNode(model);
  /** Nodes as a heap, the least bound first. */
  const open: MedianNode[] = [];
  /** Least bound of nodes that were left without being disproven. */
  let left = Number.POSITIVE_INFINITY;
  let pairs = 0;
  const report = (node: MedianNode | undefined) => {
    tree.bound = Math.max(tree.bound, Math.min(node?.bound ?? Number.POSITIVE_INFINITY, left, aim.cutoff));
  };

  let climbing = ROOT;
  for (let isWorth = true; isWorth; ) {
    for (const task = climb(root, climbing); ; ) {
      const { value, done } = task.next();
      report(root);
      if (done) {
        if (value) left = root.bound;
        break;
      }
      yield value;
    }
    if (root.bound >= aim.cutoff || left < Number.POSITIVE_INFINITY) return;
    const choices = yield* fixChoices(model, dual, root, aim);
    if (choices === null) {
      report(undefined);
      return;
    }
    isWorth = choices.unit.length < MUCH_LESS * root.choices.unit.length;
    root.choices = choices;
    climbing = ROOT_AGAIN;
  }
  tree.isBranching = true;
  push(open, root);
  pairs += root.choices.unit.length;
  while (open.length > 0) {
    const node = pop(open);
    report(node);
    pairs -= node.choices.unit.length;
    if (node.bound >= aim.cutoff) return;
    if (pairs > MOST_PAIRS) return;
    const isPlan = yield* climb(node, INNER);
    if (node.bound >= aim.cutoff) continue;
    if (isPlan) {
      left = Math.min(left, node.bound);
      continue;
    }
    const choices = yield* fixChoices(model, dual, node, aim);
    if (choices === null) continue;
    const branches = splitRow(choices) ?? splitUnit(choices);
    if (branches === null) {
      offer({ row: choices.home, cost: sumCosts(choices.home) });
      left = Math.min(left, sumCosts(choices.home));
      continue;
    }
    for (const branch of branches) {
      if (branch === null) continue;
      push(open, { choices: branch, multiplier: node.multiplier.slice(), bound: node.bound });
      pairs += branch.unit.length;
    }
  }
  report(undefined);

  /** The undecided row that was chosen nearest to half the time, open and closed; `null` where all are decided. */
  function splitRow(choices: MedianChoices): (MedianChoices | null)[] | null {
    let best = -1;
    let nearest = 1;
    for (let r = 0; r < places; r++) {
      if (choices.status[r] !== UNDECIDED) continue;
      const howFar = Math.abs(climber.shareOf(r, own[r]) - 0.5);
      if (howFar >= nearest) continue;
      nearest = howFar;
      best = r;
    }
    if (best < 0) return null;
    return [OPEN, CLOSED].map((now) => {
      const status = choices.status.slice();
      status[best] = now;
      return settleChoices(model, { ...choices, status }, () => true);
    });
  }

  /** The rows of the unit that was least often at one of them alone, in two halves; `null` where none has a choice. */
  function splitUnit(choices: MedianChoices): (MedianChoices | null)[] | null {
    const { start, unit } = choices;
    /** Entry `[u]` is how often unit u was taken, and by the row that took it most. */
    const sum = new Float64Array(n);
    const most = new Float64Array(n);
    const ways = new Int32Array(n);
    for (let r = 0; r < rows; r++) {
      for (let e = start[r]; e < start[r + 1]; e++) {
        const share = climber.shareOf(r, unit[e]);
        sum[unit[e]] += share;
        most[unit[e]] = Math.max(most[unit[e]], share);
        ways[unit[e]]++;
      }
    }
    let u = -1;
    for (const v of counted) if (ways[v] > 1 && (u < 0 || sum[v] - most[v] > sum[u] - most[u])) u = v;
    if (u < 0) return null;
    const mine = Array.from({ length: rows }, (_, r) => r)
      .filter((r) => unit.subarray(start[r], start[r + 1]).includes(u))
      .sort((a, b) => climber.shareOf(b, u) - climber.shareOf(a, u) || a - b);
    const half = new Int8Array(rows);
    let balance = 0;
    mine.forEach((r, at) => {
      half[r] = at === 0 || (at > 1 && balance <= 0) ? 1 : 0;
      balance += half[r] === 1 ? climber.shareOf(r, u) : -climber.shareOf(r, u);
    });
    return [1, 0].map((side) => settleChoices(model, choices, (r, v) => v !== u || half[r] === side));
  }
}

function push(heap: MedianNode[], node: MedianNode): void {
  let at = heap.push(node) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent].bound <= node.bound) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = node;
}

function pop(heap: MedianNode[]): MedianNode {
  const top = heap[0];
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  let at = 0;
  while (true) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1].bound < heap[child].bound) child++;
    if (heap[child].bound >= last.bound) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = last;
  return top;
}
