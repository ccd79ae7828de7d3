/**
 * Conflicts that no plan can escape, found before any search and said in the caller's names.
 *
 * Each test is a proof: units that nothing may hold; units heavier than every territory that may hold them; locks
 * that alone exceed a limit; and, for each measure, a maximum flow from units (grouped by the territories they may be
 * in) to territories. Where the flow cannot carry all load, its cut names a group of units and the only territories
 * that may hold them, with too little room between them; where it cannot fill all minimums, territories whose only
 * units are too few. Where loads are whole numbers, limits between which none of their sums lies.
 */
import { count, MOST_IDS, reason, show, some } from './explain.js';
import { createFlow } from './maximumFlow.js';
import { type BalanceProblem, nameUnit } from './problem.js';
import type { Reason } from './result.js';
import type { SearchProblem } from './searchProblem.js';

/** Shortfalls below this share of the total are rounding errors. */
const TOLERANCE = 1e-9;

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

function findUnassignable({ problem, unassignable }: SearchProblem): Reason[] {
  if (unassignable.length === 0) return [];
  const ids = Array.from(unassignable, (i) => nameUnit(problem, i));
  const families = new Set(Array.from(unassignable, (i) => problem.families[i]));
  const isFamily = families.size < unassignable.length;
  return [
    reason({
      code: isFamily ? 'family-conflict' : 'no-eligible-territory',
      message: isFamily
        ? `${count(ids.length, 'unit')} (${some(ids)}) are in families whose members have no territory in common`
        : `${count(ids.length, 'unit')} (${some(ids)}) may be in no territory: eligibility and locks leave none`,
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
      if (required <= available * (1 + TOLERANCE)) return [];
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
    for (let u = 0; u < n; u++) if (load[M * u + m] > room[row[u]] * (1 + TOLERANCE)) heavy.push(u);
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

/** Limits between which no sum of loads can be, where loads are whole numbers: 19.4 to 19.8 accounts are none. */
function findStepConflicts({ M, k, problem, measures, unassignable }: SearchProblem): Reason[] {
  const reasons: Reason[] = [];
  for (let m = 0; m < M; m++) {
    const measure = measures[m];
    const measureId = problem.measureIds[measure];
    const step = commonStep(problem.loads[measure]);
    if (step === 0) continue;
    const least = problem.lowers[measure].map((low) => step * Math.ceil((low * (1 - TOLERANCE)) / step));
    const most = problem.uppers[measure].map((high) => step * Math.floor((high * (1 + TOLERANCE)) / step));
    const empty = Array.from({ length: k }, (_, j) => j).filter((j) => least[j] > most[j]);
    const inSteps = `loads of ${measureId} come in steps of ${step}`;
    if (empty.length > 0) {
      const ids = empty.map((j) => problem.territoryIds[j]);
      const low = problem.lowers[measure][empty[0]];
      const high = problem.uppers[measure][empty[0]];
      const noun = ids.length === 1 ? 'territory' : 'territories';
      reasons.push(
        reason({
          code: 'limits-conflict',
          message: `${inSteps}, and none lies within the limits of ${noun} ${some(ids)}, such as ${show(low)} to ${show(high)}`,
          territoryIds: ids,
          measureId,
          required: low,
          available: high,
        }),
      );
      continue;
    }
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    const total = sum(problem.loads[measure]);
    if (unassignable.length > 0 || total > Number.MAX_SAFE_INTEGER) continue;
    const territoryIds = problem.territoryIds;
    if (sum(most) < total) {
      const message = `${inSteps}, so that all territories together may have at most ${show(sum(most))}, but there are ${show(total)}`;
      const parts = { territoryIds, measureId, required: total, available: sum(most) };
      reasons.push(reason({ code: 'total-above-limits', message, ...parts }));
    } else if (sum(least) > total) {
      const message = `${inSteps}, so that all territories together need at least ${show(sum(least))}, but there are ${show(total)}`;
      const parts = { territoryIds, measureId, required: sum(least), available: total };
      reasons.push(reason({ code: 'total-below-limits', message, ...parts }));
    }
  }
  return reasons;
}

/** The greatest common divisor of loads that are whole numbers; 0 where they are not, or none is above 0. */
function commonStep(loads: Float64Array): number {
  let step = 0;
  for (const load of loads) {
    if (!Number.isSafeInteger(load)) return 0;
    let rest = load;
    while (rest !== 0) [step, rest] = [rest, step % rest];
  }
  return step;
}

/** Groups of units with too little room, and territories with too few units, one measure at a time. */
function findFlowConflicts(search: SearchProblem): Reason[] {
  const { M, n, k, load, row, choices, upper, lower } = search;
  const rows = choices.offsets.length - 1;
  const reasons: Reason[] = [];
  for (let m = 0; m < M; m++) {
    const supply = new Float64Array(rows);
    for (let u = 0; u < n; u++) supply[row[u]] += load[M * u + m];
    const limit = (limits: Float64Array) => Float64Array.from({ length: k }, (_, j) => limits[M * j + m]);
    const above = createFlow(supply, choices, limit(upper));
    if (above.shortfall > TOLERANCE * k) reasons.push(explainRoom(search, m, supply, above.rowsBehindCut));
    const below = createFlow(supply, choices, limit(lower));
    if (below.unfilled > TOLERANCE * k) reasons.push(explainNeed(search, m, supply, below.rowsBehindCut));
  }
  return reasons;
}

/** Rows behind the cut have more load than the territories they may use have room. */
function explainRoom(search: SearchProblem, m: number, supply: Float64Array, behind: Uint8Array): Reason {
  const { M, problem, measures, unitLoad, upper } = search;
  const territories = territoriesOfRows(search, behind);
  const units = heaviestUnits(search, m, behind);
  const required = sumWhere(supply, behind) * unitLoad[m];
  const available = territories.reduce((sum, j) => sum + upper[M * j + m], 0) * unitLoad[m];
  const measureId = problem.measureIds[measures[m]];
  const isAll = territories.length === search.k;
  const locked = isAll ? [] : units.filter((i) => problem.locks[i] >= 0);
  const where = isAll
    ? 'all territories together'
    : `territories ${some(territories.map((j) => problem.territoryIds[j]))}`;
  return reason({
    code: isAll
      ? 'total-above-limits'
      : locked.length === units.length
        ? 'locks-above-limit'
        : 'eligible-capacity',
    message: `${count(units.length, 'unit')} ${isAll ? 'have' : 'that may only be in these have'} ${show(required)} of ${measureId}, but ${where} may have ${show(available)}`,
    unitIds: units.map((i) => nameUnit(problem, i)),
    territoryIds: territories.map((j) => problem.territoryIds[j]),
    measureId,
    required,
    available,
  });
}

/** Territories whose minimums exceed the load of all units that may be in one of them. */
function explainNeed(search: SearchProblem, m: number, supply: Float64Array, behind: Uint8Array): Reason {
  const { M, k, problem, measures, unitLoad, lower, choices } = search;
  // Rows behind the cut still have load to give; territories they cannot reach are the ones that stay hungry.
  const isFed = new Uint8Array(k);
  for (const j of territoriesOfRows(search, behind)) isFed[j] = 1;
  const hungry = Array.from({ length: k }, (_, j) => j).filter((j) => isFed[j] === 0);
  const feeders = supply.map((_, r) => {
    const list = choices.targets.subarray(choices.offsets[r], choices.offsets[r + 1]);
    return behind[r] === 0 && list.some((j) => isFed[j] === 0) ? 1 : 0;
  });
  const required = hungry.reduce((sum, j) => sum + lower[M * j + m], 0) * unitLoad[m];
  const available = sumWhere(supply, Uint8Array.from(feeders)) * unitLoad[m];
  const measureId = problem.measureIds[measures[m]];
  const isAll = hungry.length === k;
  const where = isAll
    ? 'all territories together'
    : `territories ${some(hungry.map((j) => problem.territoryIds[j]))}`;
  return reason({
    code: isAll ? 'total-below-limits' : 'eligible-capacity',
    message: `${where} need at least ${show(required)} of ${measureId}, but the units that may be there have ${show(available)}`,
    territoryIds: hungry.map((j) => problem.territoryIds[j]),
    measureId,
    required,
    available,
  });
}

function territoriesOfRows({ choices }: SearchProblem, isIn: Uint8Array): number[] {
  const found = new Set<number>();
  for (let r = 0; r < isIn.length; r++) {
    if (isIn[r] === 0) continue;
    for (let e = choices.offsets[r]; e < choices.offsets[r + 1]; e++) found.add(choices.targets[e]);
  }
  return [...found].sort((a, b) => a - b);
}

function heaviestUnits(search: SearchProblem, m: number, isIn: Uint8Array): number[] {
  const { members, row, measures, problem } = search;
  const units: number[] = [];
  for (let u = 0; u < search.n; u++) {
    if (isIn[row[u]] === 1)
      units.push(...members.targets.subarray(members.offsets[u], members.offsets[u + 1]));
  }
  const loads = problem.loads[measures[m]];
  return units.sort((a, b) => loads[b] - loads[a] || a - b);
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

function sumWhere(values: Float64Array, isIn: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) if (isIn[i] === 1) sum += values[i];
  return sum;
}
