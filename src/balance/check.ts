/**
 * Conflicts that no plan can escape, found before any search and said in the caller's names.
 *
 * Each test is a proof: units that nothing may hold; units heavier than every territory that may hold them; locks
 * that alone exceed a limit; and, for each measure, a maximum flow from units (grouped by the territories they may be
 * in) to territories. Where the flow cannot carry all load, its cut names a group of units and the only territories
 * that may hold them, with too little room between them; where it cannot fill all minimums, territories whose only
 * units are too few. Where loads are whole numbers, limits between which none of their sums lies.
 */
import { findFlowConflicts } from './check/findFlowConflicts.js';
import { findStepConflicts } from './check/findStepConflicts.js';
import { count, MOST_IDS, reason, show, some } from './explain.js';
import { type BalanceProblem, nameNeeds, nameUnit } from './problem.js';
import type { Reason } from './result.js';
import type { SearchProblem } from './searchProblem.js';

/** A load or limit above another by less than this share of it is a rounding error. */
const ROUNDING = 1e-9;

/** Finds all conflicts that can be proven without a search; empty where none was found. */
export function findConflicts(search: SearchProblem): Reason[] {
  return [
    ...findUnassignable(search),
    ...findCrossedLimits(search.problem),
    ...findHeavyUnits(search),
    ...findFlowConflicts(search),
    ...findStepConflicts(search),
  ];
}

/** Units that no territory may hold. */
export function findUnassignable({
  problem,
  unassignable,
}: Pick<SearchProblem, 'problem' | 'unassignable'>): Reason[] {
  if (unassignable.length === 0) return [];
  const ids = Array.from(unassignable, (i) => nameUnit(problem, i));
  const families = new Set(Array.from(unassignable, (i) => problem.families[i]));
  const isFamily = families.size < unassignable.length;
  const { eligible, eligibleRow, territoryIds } = problem;
  const k = territoryIds.length;
  const isUnskilled = unassignable.every((i) =>
    eligible.subarray(eligibleRow[i] * k, (eligibleRow[i] + 1) * k).every((isIn) => isIn === 0),
  );
  const need = isUnskilled ? nameNeeds(problem, [...unassignable]) : null;
  const why = need === null ? 'eligibility and locks leave none' : `none has a rep with ${need}`;
  return [
    reason({
      code: isFamily ? 'family-conflict' : 'no-eligible-territory',
      message: isFamily
        ? `${count(ids.length, 'unit')} (${some(ids)}) are in families whose members have no territory in common`
        : `${count(ids.length, 'unit')} (${some(ids)}) may be in no territory: ${why}`,
      unitIds: ids,
      required: ids.length,
      available: 0,
    }),
  ];
}

/** Territories whose smallest load is above their largest. */
function findCrossedLimits(problem: BalanceProblem): Reason[] {
  const { measureIds, territoryIds, lowers, uppers } = problem;
  return measureIds.flatMap((measureId, m) =>
    territoryIds.flatMap((territoryId, j): Reason[] => {
      const required = lowers[m][j];
      const available = uppers[m][j];
      if (required <= available * (1 + ROUNDING)) return [];
      const message = `territory ${territoryId} must have at least ${show(required)} of ${measureId}, but at most ${show(available)}`;
      return [
        reason({
          code: 'limits-conflict',
          message,
          territoryIds: [territoryId],
          measureId,
          required,
          available,
        }),
      ];
    }),
  );
}

/** Units whose own load exceeds the largest limit among the territories that may hold them. */
function findHeavyUnits(search: SearchProblem): Reason[] {
  const { M, n, problem, load, upper, row, choices, measures, unitLoad } = search;
  const reasons: Reason[] = [];
  for (let m = 0; m < M; m++) {
    const room = new Float64Array(choices.offsets.length - 1);
    for (let r = 0; r < room.length; r++) {
      for (let e = choices.offsets[r]; e < choices.offsets[r + 1]; e++) {
        room[r] = Math.max(room[r], upper[M * choices.targets[e] + m]);
      }
    }
    const heavy: number[] = [];
    for (let u = 0; u < n; u++) if (load[M * u + m] > room[row[u]] * (1 + ROUNDING)) heavy.push(u);
    heavy.sort((a, b) => load[M * b + m] - load[M * a + m] || a - b);
    for (const u of heavy.slice(0, MOST_IDS)) {
      const ids = membersOf(search, u);
      const measureId = problem.measureIds[measures[m]];
      const required = load[M * u + m] * unitLoad[m];
      const available = room[row[u]] * unitLoad[m];
      reasons.push(
        reason({
          code: 'unit-above-limit',
          message: `${ids.length > 1 ? 'family' : 'unit'} ${some(ids)} has ${show(required)} of ${measureId}, more than the ${show(available)} that any territory for it may have`,
          unitIds: ids,
          territoryIds: choicesOf(search, row[u]),
          measureId,
          required,
          available,
        }),
      );
    }
  }
  return reasons;
}
function membersOf({ members, problem }: SearchProblem, u: number): string[] {
  return Array.from(members.targets.subarray(members.offsets[u], members.offsets[u + 1]), (i) =>
    nameUnit(problem, i),
  );
}

function choicesOf({ choices, problem }: SearchProblem, r: number): string[] {
  return Array.from(
    choices.targets.subarray(choices.offsets[r], choices.offsets[r + 1]),
    (j) => problem.territoryIds[j],
  );
}
