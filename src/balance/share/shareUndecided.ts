/**
 * Sharing undecided units: all units of some territories that a better plan may have elsewhere are given out anew.
 *
 * Minimise sum of c_uj over units u in territories j, loads within limits; known: prices of loads, and a plan.
 *
 * 1. Prices and plan leave most units only one place (undecided.ts).
 * 2. The others are given out one after the other, territory by territory. Partial plans with the same loads in the
 *    territories that are open have the same future, so the cheapest of them is enough.
 * 3. A partial plan costs its extras, and what each territory has to cost at the least until it is within its limits
 *    (completions.ts). Those that reach what the known plan costs are dropped; of the others the cheapest stay.
 *
 * It is exact where no partial plan was one too many and loads are multiples of a step, or rounding is strict; a beam
 * search otherwise.
 * O(units x plans x ways of a unit). References: T. L. Morin, R. E. Marsten, Branch-and-Bound Strategies for Dynamic
 * Programming, 1976, DOI 10.1287/opre.24.4.611; the order over a border of open territories is a path decomposition:
 * H. L. Bodlaender, A Tourist Guide through Treewidth, 1993.
 */
import type { Csr } from '../../core/csr.js';
import type { Task, Work } from '../work.js';
import { findCompletions, lookUp } from './completions.js';
import { createGiving, giveSlots } from './giveOut.js';
import { orderUndecided } from './orderUndecided.js';
import { createPlans, createTwinFinder, keepLeast, type PartialPlans } from './partialPlans.js';
import { type KnownPlan, listUndecided, type Priced } from './undecided.js';

/** A plan must be better by this share of the gap. */
const LEAST_GAIN = 1e-9;
/** Loads that differ by less are the same: rounding errors of their sums, in mean targets. */
const SAME = 1e-12;
/** Evaluations that take as long as a look at one way of a partial plan, and as a new plan; measured. */
const LOOK = 1;
const PLAN = 4;
/** Entries of tables that are filled in the time of one evaluation; measured. */
const ENTRIES = 4;

/** How much is looked at. */
export interface SharingSize {
  /** Partial plans that stay at the most. */
  readonly plans: number;
  /** Undecided units at the most. */
  readonly units: number;
  /** Whether the rounding of loads without a step in common must hide no plan: dearer, and exact with all loads. */
  readonly isStrict: boolean;
  /** It gives up where the books of the work have so many evaluations. */
  readonly end: number;
}

/** What was found. */
export interface Sharing {
  /** A cheaper plan within the limits, `null` for none. */
  readonly assignment: Int32Array | null;
  /** Whether no other plan of these territories is cheaper still. */
  readonly isComplete: boolean;
}

/**
 * Seeks a plan that is cheaper than a known one, with other units in some territories.
 *
 * @param held - row j lists the units that the known plan has in territory j
 */
export function* shareUndecided(
  priced: Priced,
  known: KnownPlan,
  held: Csr,
  territories: Int32Array,
  size: SharingSize,
  work: Work,
): Task<Sharing> {
  const listed = listUndecided(priced, known, held, territories, size.units);
  const members = territories.reduce((sum, j) => sum + held.offsets[j + 1] - held.offsets[j], 0);
  if (work.isPauseDue(members * territories.length)) yield;
  if (listed === null) return { assignment: null, isComplete: false };
  const undecided = orderUndecided(listed);
  const completions = findCompletions(priced, undecided, size.isStrict);
  const entries = completions.behind.reduce((sum, { values }) => sum + values.length, 0);
  if (work.isPauseDue(entries / ENTRIES)) yield;
  const slots = giveSlots(undecided);
  const give = createGiving(
    priced,
    undecided,
    completions,
    slots,
    createTwinFinder(size.isStrict ? SAME : Number.POSITIVE_INFINITY),
  );
  const limit = undecided.gap * (1 - LEAST_GAIN);
  const { units, start, territory, memberHome } = undecided;
  const width = priced.search.M * slots.width;
  let plans = createFirstPlan(
    width,
    completions.first.reduce((sum, table) => sum + lookUp(table, 0), 0),
  );
  let next = createPlans(width, size.plans);
  const trail = createTrail();
  let isComplete = completions.isExact;
  for (let i = 0; i < units.length && plans.count > 0; i++) {
    give(i, plans, next, limit);
    const ways = 1 + start[i + 1] - start[i];
    const isPauseDue = work.isPauseDue(LOOK * plans.count * ways + PLAN * next.count);
    if (!keepLeast(next, size.plans)) isComplete = false;
    for (let t = 0; t < next.count; t++) {
      const s = Math.floor(next.decision[t] / ways);
      const way = next.decision[t] % ways;
      next.decision[t] = way === 0 ? plans.decision[s] : trail.add(plans.decision[s], i, start[i] + way - 1);
    }
    [plans, next] = [next, plans];
    if (isPauseDue) yield;
    if (work.spent() > size.end) return { assignment: null, isComplete: false };
  }
  // All territories are closed, so all that is left is one plan; with no unit to give out it may be no better.
  if (plans.count === 0 || !(plans.least[0] < limit)) return { assignment: null, isComplete };
  const assignment = known.assignment.slice();
  undecided.members.forEach((u, x) => {
    assignment[u] = territories[memberHome[x]];
  });
  trail.follow(plans.decision[0], (i, e) => {
    assignment[units[i]] = territories[territory[e]];
  });
  return { assignment, isComplete };
}

function createFirstPlan(width: number, least: number): PartialPlans {
  const plans = createPlans(width, 1);
  plans.count = 1;
  plans.least[0] = least;
  plans.decision[0] = -1;
  return plans;
}

/** Units that are not at home, each with the one before it. */
function createTrail() {
  const before: number[] = [];
  const units: number[] = [];
  const entries: number[] = [];
  return {
    /** Unit i goes to the place of entry e, after a decision or -1; returns this decision. */
    add: (previous: number, i: number, e: number) => {
      before.push(previous);
      units.push(i);
      entries.push(e);
      return before.length - 1;
    },
    follow: (last: number, visit: (i: number, e: number) => void) => {
      for (let d = last; d >= 0; d = before[d]) visit(units[d], entries[d]);
    },
  };
}
