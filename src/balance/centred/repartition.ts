/**
 * Re-solves a few territories that are near each other, to the proven best, where centres are units and territories
 * are alike and hold few units each.
 *
 *     the units of r territories into at most r groups, each within the limits, sum of F(group) least
 *
 * 1. Round every unit, the territories of its nearest units make up a group of territories, up to `MOST_UNITS` units.
 * 2. Their units are shared out anew, to the proven best (groupSolver.ts).
 * 3. Over and over until no group of territories can be bettered that was changed since it was last looked at.
 * 4. A shake re-solves some groups near each other with prices distorted by chance, then everything they touch with the
 *    true ones; what is much dearer than the best is taken back (record-to-record travel; G. Dueck, 1993).
 *
 * Medians open and close here in one step, which moves of single units only do through worse plans. Exponential in
 * `MOST_UNITS`, which is a constant; linear in units otherwise. The result is the best for every group of territories
 * looked at, not for the whole. Reference: É. D. Taillard, S. Voss: POPMUSIC - Partial Optimization Metaheuristic under
 * Special Intensification Conditions, 2002.
 */
import type { Random } from '../../core/random.js';
import type { Task, Work } from '../work.js';
import type { CentredProblem, CentredState } from './centredState.js';
import { findFollowingRule } from './centreRule.js';
import { createGroupSolver, MOST_TERRITORIES, MOST_UNITS } from './groupSolver.js';
import type { NearUnits } from './nearUnits.js';

/** Groups, one near the other, that a shake re-solves with distorted prices. */
const ROUNDS = 3;
/** A shaken plan stays where it is not dearer than the best by more than this share; chosen by trial. */
const DETOUR = 0.003;

/** Whether it pays: centres are units, every unit has one place, and three territories of mean size are few units. */
export function canRepartition({ search: { n, k, problem }, parts }: CentredProblem): boolean {
  if (findFollowingRule(problem.travel) !== 'unit' || parts.unitOf.length !== n) return false;
  return n >= 2 && k >= 2 && 3 * n <= MOST_UNITS * k;
}

/** Betters a plan within its limits in place, then shakes it so many times; hands over every better one, and all for a look. */
export function* repartition(
  problem: CentredProblem,
  state: CentredState,
  near: NearUnits,
  shakes: number,
  random: Random,
  keep: () => void,
  collect: () => void,
  work: Work,
): Task<void> {
  const { n } = problem.search;
  const { plan, groups } = state;
  const { assignment } = plan;
  const solver = createGroupSolver(problem, state);
  /** The number of moves when a group of territories was last solved, by their names. */
  const solvedAt = new Map<string, number>();
  /** The number of moves when no group could be bettered. */
  let settledAt = -1;

  /** The territory of a unit and those of its nearest units, while they hold few units together. */
  function listGroup(u: number): number[] {
    const group = [assignment[u]];
    let size = groups.size[assignment[u]];
    for (let c = 0; c < near.count && group.length < MOST_TERRITORIES; c++) {
      const w = near.list[near.count * u + c];
      const j = w < 0 ? -1 : assignment[w];
      if (j < 0 || group.includes(j) || size + groups.size[j] > MOST_UNITS) continue;
      group.push(j);
      size += groups.size[j];
    }
    return group;
  }

  function* settle(): Task<void> {
    for (let isBetter = true; isBetter; ) {
      isBetter = false;
      for (let u = 0; u < n; u++) {
        const group = listGroup(u).sort((a, b) => a - b);
        const name = group.join();
        const before = Math.max(settledAt, solvedAt.get(name) ?? -1);
        if (group.every((j) => plan.movedAt[j] <= before)) continue;
        if (solver.solve(group, null)) isBetter = true;
        solvedAt.set(name, plan.moves());
        if (work.isPauseDue(solver.takeEvaluations())) yield;
      }
    }
  }

  function goBack(to: Int32Array): void {
    for (let u = 0; u < n; u++) if (assignment[u] !== to[u]) state.move(u, -1, to[u]);
  }

  yield* settle();
  let cost = state.cost();
  let record = cost;
  keep();
  collect();
  const before = assignment.slice();
  const best = assignment.slice();
  for (let shake = 0; shake < shakes; shake++) {
    let u = Math.floor(random.nextShare() * n);
    for (let round = 0; round < ROUNDS; round++) {
      solver.solve(listGroup(u), random);
      const w = near.list[near.count * u + Math.floor(random.nextShare() * near.count)];
      if (w >= 0) u = w;
    }
    yield* settle();
    collect();
    const now = state.cost();
    if (now < record) {
      record = now;
      best.set(assignment);
      keep();
    }
    if (now < cost || now <= record * (1 + DETOUR)) {
      cost = now;
      before.set(assignment);
    } else goBack(before);
    // Nothing can be bettered group by group in either case.
    settledAt = plan.moves();
    solvedAt.clear();
  }
  goBack(best);
}
