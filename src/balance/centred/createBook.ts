import { createMetric } from '../costs.js';
import type { GeometricTravel } from '../problem.js';
import type { SearchProblem } from '../searchProblem.js';
import type { CentreBook } from './centreBook.js';
import { findFollowingRule } from './centreRule.js';
import type { Groups } from './groups.js';
import { createMeanBook } from './meanBook.js';
import type { PartDistance } from './partDistance.js';
import type { Parts } from './parts.js';
import { createUnitBook } from './unitBook.js';

/** Starts the book that the problem's rule asks for; territories with a seat keep their centre. */
export function createBook(
  search: SearchProblem,
  parts: Parts,
  distance: PartDistance,
  groups: Groups,
): CentreBook {
  const { travel } = search.problem;
  const following =
    findFollowingRule(travel) === 'mean'
      ? createMeanBook(travel as GeometricTravel, parts, groups, search.k)
      : createUnitBook(distance, parts, groups, search.k);
  if (travel.kind !== 'geometric') return following;
  const { seats, dimension } = travel;
  const hasSeat = Uint8Array.from({ length: search.k }, (_, j) =>
    Number.isNaN(seats[dimension * j]) ? 0 : 1,
  );
  if (!hasSeat.includes(1)) return following;
  const fixed = createSeatBook(travel, parts, groups, search.k);
  const of = (j: number) => (hasSeat[j] === 1 ? fixed : following);
  return {
    costOf: (j) => of(j).costOf(j),
    estimate: (j, leaving, entering) => of(j).estimate(j, leaving, entering),
    exchange: (j, leaving, entering) => of(j).exchange(j, leaving, entering),
    update: (j, leaving, entering) => of(j).update(j, leaving, entering),
    settle: () => following.settle(),
    reach: (p, j) => of(j).reach(p, j),
  };
}

/** Cost of one trip to a part from the seat of territory j; `null` where it has none. */
export function createSeatReach(
  { problem: { travel } }: SearchProblem,
  { member }: Parts,
  j: number,
): ((p: number) => number) | null {
  if (travel.kind !== 'geometric' || Number.isNaN(travel.seats[travel.dimension * j])) return null;
  const metric = createMetric(travel, travel.places, travel.seats);
  return (p) => metric.between(member[p], j);
}

/** Costs of territories round a seat: what comes and goes is the whole change. */
function createSeatBook(travel: GeometricTravel, parts: Parts, groups: Groups, k: number): CentreBook {
  const { member, trips, start } = parts;
  const metric = createMetric(travel, travel.places, travel.seats);
  const reach = (p: number, j: number) => metric.between(member[p], j);
  const cost = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    for (let e = 0; e < groups.size[j]; e++) {
      const p = groups.lists[j][e];
      cost[j] += trips[p] * reach(p, j);
    }
  }
  const charge = (unit: number, j: number) => {
    let sum = 0;
    if (unit >= 0) for (let p = start[unit]; p < start[unit + 1]; p++) sum += trips[p] * reach(p, j);
    return sum;
  };
  const exchange = (j: number, leaving: number, entering: number) => charge(entering, j) - charge(leaving, j);
  return {
    costOf: (j) => cost[j],
    estimate: exchange,
    exchange,
    update: (j, leaving, entering) => {
      cost[j] += exchange(j, leaving, entering);
    },
    settle: () => {},
    reach,
  };
}
