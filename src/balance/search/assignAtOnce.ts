/**
 * What is left when a search is stopped before it has a plan, found in no time, limits or not.
 *
 * 1. A unit stays where it is, a family where more than half of its value is. Others go where the part of the map is that
 *    they lie in (see `cutParts`) or, where no centre is free, they have no place or that may not hold them, to the
 *    territories that may hold them in turn.
 * 2. Families go with their first unit.
 * 3. Centres without a seat are in the middle of what they got.
 *
 * O(n + k²), in few passes straight over the columns: a stop may come before anything is merged or compiled.
 */
import { runsOf } from '../../core/runsOf.js';
import { findUnassignable } from '../check.js';
import type { Judged, Outcome } from '../finish.js';
import { mergeChoices } from '../merge/mergeChoices.js';
import { type BalanceProblem, countUnits, type GeometricTravel } from '../problem.js';
import type { Task } from '../work.js';
import { cutParts } from './cutParts.js';
import { addPlaces, placeMiddles } from './middles.js';

/** A plan made at once, what it is judged by, and what no plan can keep. */
export type PlanAtOnce = Judged & Pick<Outcome, 'assignment' | 'centres' | 'conflicts'>;

/** Makes the plan; pauses on the way. */
export function* assignAtOnce(problem: BalanceProblem): Task<PlanAtOnce> {
  const { families, trips } = problem;
  const k = problem.territoryIds.length;
  const travel = problem.travel.kind === 'geometric' ? problem.travel : null;
  const { rows, choices } = yield* mergeChoices(problem);
  const isFree = travel?.seats.some(Number.isNaN);
  const parts = travel && isFree ? yield* cutParts(problem, travel) : null;
  const assignment = new Int32Array(countUnits(problem));
  const sums = travel && new Float64Array((travel.dimension + 1) * k);
  const wanted = { families, homes: findHomes(problem), rows, choices, parts, k };
  let turn = 0;
  for (const { from, to } of runsOf(assignment.length)) {
    yield;
    turn = assignUnits(assignment, wanted, turn, from, to);
    if (travel && sums) addPlaces(sums, travel.places, travel.dimension, assignment, trips, from, to);
  }
  const unassignable = listUnassigned(assignment);
  return {
    problem,
    assignment,
    centres: travel && sums && joinSeats(travel, placeMiddles(sums, travel.dimension)),
    unassignable,
    conflicts: findUnassignable({ problem, unassignable }),
  };
}

/** What units are assigned by. */
interface Wanted {
  readonly families: Int32Array;
  /** Entry `[i]` is the incumbent of the family whose first unit is i, -1 for none. */
  readonly homes: Int32Array;
  /** Entry `[i]` is the row of `choices` of the family whose first unit is i. */
  readonly rows: Int32Array;
  readonly choices: readonly (readonly number[])[];
  /** Entry `[i]` is the territory of the part of unit i, -1 for none. */
  readonly parts: Int32Array | null;
  readonly k: number;
}

/**
 * Assigns units `from … to - 1`, in a function of its own, which stays compiled.
 *
 * @param turn - units and families that were assigned before
 * @returns the same with those of this run
 */
function assignUnits(assignment: Int32Array, wanted: Wanted, turn: number, from: number, to: number): number {
  const { families, homes, rows, choices, parts, k } = wanted;
  let next = turn;
  for (let i = from; i < to; i++) {
    if (families[i] !== i) {
      assignment[i] = assignment[families[i]];
      continue;
    }
    const open = choices[rows[i]];
    if (open.length === 0) {
      assignment[i] = -1;
      continue;
    }
    const isAll = open.length === k;
    const home = homes[i];
    const part = parts === null ? -1 : parts[i];
    if (home >= 0 && (isAll || open.includes(home))) assignment[i] = home;
    else if (part >= 0 && (isAll || open.includes(part))) assignment[i] = part;
    else assignment[i] = open[next % open.length];
    next++;
  }
  return next;
}

/**
 * Where families are, by the first of their units: a territory that has more than half of a family's value is found in one
 * pass, any of them where there is none (R. S. Boyer, J. S. Moore: MJRTY: a fast majority vote algorithm, 1981).
 */
function findHomes({ families, incumbents, disruptionValue }: BalanceProblem): Int32Array {
  const homes = incumbents.slice();
  /** Entry `[i]` is by how much the value that is in `homes[i]` outweighs the rest of the family so far. */
  const lead = disruptionValue.slice();
  for (let i = 0; i < families.length; i++) {
    const first = families[i];
    if (first === i || incumbents[i] < 0) continue;
    if (homes[first] < 0) lead[first] = 0;
    if (homes[first] === incumbents[i]) lead[first] += disruptionValue[i];
    else lead[first] -= disruptionValue[i];
    if (homes[first] >= 0 && lead[first] >= 0) continue;
    homes[first] = incumbents[i];
    lead[first] = Math.abs(lead[first]);
  }
  return homes;
}

function listUnassigned(assignment: Int32Array): Int32Array {
  const units: number[] = [];
  for (let i = 0; i < assignment.length; i++) if (assignment[i] < 0) units.push(i);
  return Int32Array.from(units);
}

/** Seats where there are, else middles; where there is none either, some unit's place. */
function joinSeats({ dimension, places, seats }: GeometricTravel, middles: Float64Array): Float64Array {
  const some = Math.max(
    0,
    places.findIndex((coordinate) => !Number.isNaN(coordinate)),
  );
  return seats.map((seat, at) => {
    if (!Number.isNaN(seat)) return seat;
    return Number.isNaN(middles[at]) ? (places[some + (at % dimension)] ?? Number.NaN) : middles[at];
  });
}
