/**
 * For every unit the territories that are worth a thought at given prices, and the exact value of the dual.
 *
 * The value of territory j for unit u is `cost(u, j) + sum over m of load(u, m) * price(j, m)`. A unit's candidates are
 * the territories whose value is within `band * weight(u)` of its best one. With a disruption budget the value also
 * holds what the unit's moved value is worth.
 *
 * Idea: walk down the boxes of the place tree with a shrinking list. In a box with middle o and radius R let b be the
 * best territory at o; then for every unit in it, by the triangle inequality, distance(j) - distance(b) is at least
 * distance(o, j) - distance(o, b) - 2 R (for squared distances - 2 R |c_j - c_b|), and the prices act through the
 * range of load per trip. A territory whose least difference exceeds the band is dismissed for the whole box, with
 * no loss. Units outside the boxes look at all their territories.
 *
 * O(n * candidates + boxes * k) in practice, O(n * k) at worst.
 */
import type { SearchProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';
import { createCandidateCollector } from './candidateCollector.js';
import type { CandidateQuery, Candidates } from './candidates.js';
import { createCandidateWalk } from './candidateWalk.js';
import type { PlaceTree } from './placeTree.js';

/** Finds the candidates of all units; pauses on the way. */
export function* findCandidates(
  search: SearchProblem,
  tree: PlaceTree,
  query: CandidateQuery,
  work: Work,
): Task<Candidates> {
  const collector = createCandidateCollector(search, query);
  const { choices, costs } = search;
  const walk = costs.geometry && createCandidateWalk(search, costs.geometry, tree, query, collector);
  for (let r = 0; r < tree.roots.length; r++) {
    if (walk === null || tree.roots[r] < 0) continue;
    const list = choices.targets.slice(choices.offsets[r], choices.offsets[r + 1]);
    walk.push(tree.roots[r], list, list.length);
    while (!walk.isDone()) if (work.isPauseDue(walk.step())) yield;
  }
  for (const u of tree.others) {
    const from = choices.offsets[search.row[u]];
    const to = choices.offsets[search.row[u] + 1];
    collector.open(u);
    for (let e = from; e < to; e++)
      collector.offer(
        choices.targets[e],
        costs.cost(u, choices.targets[e]),
        search.hasBudget ? costs.moved(u, choices.targets[e]) : 0,
      );
    collector.close(u);
    if (work.isPauseDue(to - from)) yield;
  }
  return yield* collector.finish();
}
