import { InputError } from '../../core/errors.js';
import { checkBalanceProblem } from '../checkBalanceProblem.js';
import { checkColumn, type Good } from '../checkColumn.js';
import { createFindings } from '../findings.js';
import { type BalanceProblem, countUnits } from '../problem.js';
import { finishNow } from '../work.js';
import { maximumAssignment } from './maximumAssignment.js';

/** An assignment whose territories go by the names that fit best. */
export interface Relabelling {
  /** Entry `[i]` is the new territory of unit i; -1 stays -1. */
  readonly assignment: Int32Array;
  /** Entry `[j]` is the territory that the units of territory j are in now: a permutation. */
  readonly labels: Int32Array;
}

/**
 * Renames the territories of an assignment so that as much disruption value as possible stays with its incumbent.
 *
 * @param problem - the columns
 * @param assignment - entry `[i]` is the territory of unit i, -1 for none
 * @returns new arrays; where no renaming keeps more, nothing is renamed
 * @throws {@link InputError} with one issue for every column or entry that is wrong
 * @remarks Only territories that nothing tells apart change names: free centres with the same limits and targets, open
 * to the same units, that no unit is locked to; so the plan stays what it is in every other respect. Exact, by a
 * maximum assignment on the overlaps: O(units + territories³), deterministic. Method: H. W. Kuhn: The Hungarian method
 * for the assignment problem, 1955, DOI 10.1002/nav.3800020109, by shortest augmenting paths.
 * @example
 * ```ts
 * import { prepareProblem, relabelToIncumbent } from 'bailiwick/balance';
 *
 * const problem = prepareProblem({
 *   accounts: ['north', 'north', 'south'].map((incumbentId, i) => ({
 *     id: `a${i}`, lon: 0, lat: 50 - i, measures: { hours: 1 }, attributes: {}, incumbentId,
 *   })),
 *   territories: [{ id: 'north', repIds: [] }, { id: 'south', repIds: [] }],
 *   measures: [{ id: 'hours', tolerance: 1 }],
 * });
 * // The first two accounts are together in 'south', the third is in 'north'.
 * const { assignment } = relabelToIncumbent(problem, Int32Array.of(1, 1, 0));
 * Array.from(assignment); // => [0, 0, 1]
 * ```
 */
export function relabelToIncumbent(problem: BalanceProblem, assignment: Int32Array): Relabelling {
  finishNow(checkBalanceProblem(problem));
  const findings = createFindings();
  const k = problem.territoryIds.length;
  const shape = { kind: 'Int32Array', rows: countUnits(problem) } as const;
  const isTerritory: Good = [-1, k - 1];
  checkColumn(
    findings,
    'assignment',
    assignment,
    shape,
    isTerritory,
    `-1, or a territory from 0 to ${k - 1}`,
  );
  if (findings.issues.length > 0) throw new InputError('assignment', findings.issues);
  return relabel(problem, assignment);
}

/** The same for a problem and an assignment that were checked before. */
export function relabel(problem: BalanceProblem, assignment: Int32Array): Relabelling {
  const k = problem.territoryIds.length;
  const labels = Int32Array.from({ length: k }, (_, j) => j);
  const overlap = new Map<number, number>();
  for (let i = 0; i < countUnits(problem); i++) {
    if (assignment[i] < 0 || problem.incumbents[i] < 0) continue;
    const key = k * assignment[i] + problem.incumbents[i];
    overlap.set(key, (overlap.get(key) ?? 0) + problem.disruptionValue[i]);
  }
  for (const group of groupAlike(problem)) {
    const size = group.length;
    if (size < 2) continue;
    const weights = new Float64Array(size * size);
    for (let r = 0; r < size; r++)
      for (let c = 0; c < size; c++) weights[size * r + c] = overlap.get(k * group[r] + group[c]) ?? 0;
    const columns = maximumAssignment(weights, size);
    const total = (columnOf: (r: number) => number) =>
      group.reduce((sum, _, r) => sum + weights[size * r + columnOf(r)], 0);
    if (!(total((r) => columns[r]) > total((r) => r))) continue;
    group.forEach((j, r) => {
      labels[j] = group[columns[r]];
    });
  }
  return { assignment: assignment.map((j) => (j < 0 ? j : labels[j])), labels };
}

/** Territories that could exchange their names, in groups. */
function groupAlike(problem: BalanceProblem): number[][] {
  const { travel, territoryIds, locks, eligible, targets, lowers, uppers } = problem;
  if (travel.kind !== 'geometric') return [];
  const k = territoryIds.length;
  const isLocked = new Uint8Array(k);
  for (const j of locks) if (j >= 0) isLocked[j] = 1;
  const groups = new Map<string, number[]>();
  for (let j = 0; j < k; j++) {
    if (isLocked[j] === 1 || !Number.isNaN(travel.seats[travel.dimension * j])) continue;
    const open = Array.from({ length: eligible.length / k }, (_, row) => eligible[k * row + j]);
    const figures = [...targets, ...lowers, ...uppers].map((column) => column[j]);
    const key = `${figures.join()} ${open.join('')}`;
    const group = groups.get(key);
    if (group) group.push(j);
    else groups.set(key, [j]);
  }
  return [...groups.values()];
}
