import { runsOf } from '../../core/runsOf.js';
import { findFollowingRule } from '../centred/centreRule.js';
import { placeAtIncumbents, placeFirstCentres } from '../construct/freeCentres.js';
import type { BalanceProblem } from '../problem.js';
import { expandAssignment, mergeProblem } from '../searchProblem.js';
import type { Task } from '../work.js';

/**
 * The plan in which as little moves as eligibility, locks and families allow, limits or not: every unit where most of
 * its value stays, new ones where they cost least. O(units * territories).
 */
export function* stayPut(
  problem: BalanceProblem,
): Task<{ assignment: Int32Array; centres: Float64Array | null }> {
  const { travel } = problem;
  const centres = travel.kind === 'geometric' ? travel.seats.slice() : null;
  const unlimited = (value: number) => problem.targets.map((column) => column.map(() => value));
  const search = yield* mergeProblem(
    { ...problem, lowers: unlimited(0), uppers: unlimited(Number.POSITIVE_INFINITY) },
    centres,
  );
  const isFollowing = findFollowingRule(travel) !== null;
  if (
    !isFollowing &&
    travel.kind === 'geometric' &&
    centres?.some((coordinate) => Number.isNaN(coordinate))
  ) {
    yield* placeFirstCentres(search, centres);
    placeAtIncumbents(search, (j) => Number.isNaN(travel.seats[travel.dimension * j]));
  }
  const { choices, row, costs, mayStay } = search;
  const assignment = new Int32Array(search.n);
  const { incumbent, movable } = costs;
  const place = (u: number) => {
    // Of one that stays nothing is moved, of one that goes something is.
    if (mayStay[u] === 1 && movable[u] > 0) {
      assignment[u] = incumbent[u];
      return;
    }
    let best = -1;
    let leastMoved = Number.POSITIVE_INFINITY;
    let leastCost = Number.POSITIVE_INFINITY;
    for (let e = choices.offsets[row[u]]; e < choices.offsets[row[u] + 1]; e++) {
      const j = choices.targets[e];
      const moved = costs.moved(u, j);
      if (moved > leastMoved) continue;
      const cost = isFollowing ? 0 : costs.cost(u, j);
      if (moved === leastMoved && cost >= leastCost) continue;
      best = j;
      leastMoved = moved;
      leastCost = cost;
    }
    assignment[u] = best;
  };
  for (const { from, to } of runsOf(search.n)) {
    yield;
    for (let u = from; u < to; u++) place(u);
  }
  yield;
  return { assignment: expandAssignment(search, assignment), centres };
}
