import { createUnitCosts } from '../costs.js';
import type { SearchProblem } from '../searchProblem.js';
import { createState, type PlanState } from '../state.js';
import type { CentreBook } from './centreBook.js';
import { createBook } from './createBook.js';
import { createGroups, type Groups } from './groups.js';
import type { PartDistance } from './partDistance.js';
import type { Parts } from './parts.js';

/** What stays the same while a problem with following centres is searched. */
export interface CentredProblem {
  readonly search: SearchProblem;
  readonly parts: Parts;
  readonly distance: PartDistance;
  /** Entry `[k * row + j]` is 1 where units of that row of choices may be in territory j. */
  readonly isOpen: Uint8Array;
}

/** A whole assignment with the cost of its following centres, its loads and penalties, kept up to date move by move. */
export interface CentredState {
  readonly groups: Groups;
  readonly book: CentreBook;
  /** Loads and penalties; its unit costs are those of leaving the incumbent. */
  readonly plan: PlanState;
  /** How many territories have a load outside their limits; a disruption budget that is overspent counts as one. */
  outsideCount(): number;
  /** Travel and disruption, without penalties. */
  cost(): number;
  /** Whether u may go to territory b, and v (-1 for nobody) to the territory of u. */
  mayMove(u: number, v: number, b: number): boolean;
  /** What leaving incumbents costs more when u goes to territory b and v to the territory of u. */
  disruptionChange(u: number, v: number, b: number): number;
  /** What the same changes in the penalty of what is moved beyond a disruption budget. */
  budgetChange(u: number, v: number, b: number): number;
  /** Moves u to territory b, and v (-1 for nobody), which is in b, to where u was. */
  move(u: number, v: number, b: number): void;
}

/** Starts the books for an assignment, which is taken over. */
export function createCentredState(problem: CentredProblem, assignment: Int32Array): CentredState {
  const { search, parts, distance, isOpen } = problem;
  const { k, row, members } = search;
  const { disruptionWeight } = search.problem;
  const unitCosts = createUnitCosts(search.problem, null);
  const disruption = (u: number, j: number) => {
    let sum = 0;
    if (disruptionWeight === 0) return sum;
    for (let e = members.offsets[u]; e < members.offsets[u + 1]; e++)
      sum += unitCosts.disruption(members.targets[e], j);
    return sum;
  };
  const plan = createState(
    search,
    assignment,
    Float64Array.from(assignment, (j, u) => disruption(u, j)),
  );
  const groups = createGroups(parts, k, assignment);
  const book = createBook(search, parts, distance, groups);
  const isOutside = new Uint8Array(k);
  let outside = 0;

  function look(j: number): void {
    const now = plan.isOutside(j) ? 1 : 0;
    outside += now - isOutside[j];
    isOutside[j] = now;
  }

  for (let j = 0; j < k; j++) look(j);
  return {
    groups,
    book,
    plan,
    outsideCount: () => (plan.isOverspent() ? outside + 1 : outside),
    cost: () => {
      book.settle();
      let sum = disruptionWeight === 0 ? 0 : plan.cost();
      for (let j = 0; j < k; j++) sum += book.costOf(j);
      return sum;
    },
    mayMove: (u, v, b) => isOpen[k * row[u] + b] === 1 && (v < 0 || isOpen[k * row[v] + assignment[u]] === 1),
    disruptionChange: (u, v, b) => {
      if (disruptionWeight === 0) return 0;
      const change = disruption(u, b) - plan.unitCost[u];
      return v < 0 ? change : change + disruption(v, assignment[u]) - plan.unitCost[v];
    },
    budgetChange: (u, v, b) => {
      if (!search.hasBudget) return 0;
      const change = plan.movedChange(u, b);
      return plan.budgetPenalty(v < 0 ? change : change + plan.movedChange(v, assignment[u]));
    },
    move: (u, v, b) => {
      const a = assignment[u];
      groups.remove(a, u);
      if (v >= 0) groups.remove(b, v);
      groups.add(b, u);
      if (v >= 0) groups.add(a, v);
      book.update(a, u, v);
      book.update(b, v, u);
      plan.move(u, b, disruption(u, b));
      if (v >= 0) plan.move(v, a, disruption(v, a));
      look(a);
      look(b);
    },
  };
}
