import { count, reason, show, some } from '../explain.js';
import { createFlow } from '../maximumFlow.js';
import { nameNeeds, nameUnit } from '../problem.js';
import type { Reason } from '../result.js';
import type { SearchProblem } from '../searchProblem.js';

/** Load that finds no room below this share of a mean target is a rounding error. */
const ROUNDING = 1e-9;

/** Groups of units with too little room, and territories with too few units, one measure at a time. */
export function findFlowConflicts(search: SearchProblem): Reason[] {
  const { M, n, k, load, row, choices, upper, lower } = search;
  const rows = choices.offsets.length - 1;
  const reasons: Reason[] = [];
  for (let m = 0; m < M; m++) {
    const supply = new Float64Array(rows);
    for (let u = 0; u < n; u++) supply[row[u]] += load[M * u + m];
    const limit = (limits: Float64Array) => Float64Array.from({ length: k }, (_, j) => limits[M * j + m]);
    const above = createFlow(supply, choices, limit(upper));
    if (above.shortfall > ROUNDING * k) reasons.push(explainRoom(search, m, supply, above.rowsBehindCut));
    const below = createFlow(supply, choices, limit(lower));
    if (below.unfilled > ROUNDING * k) reasons.push(explainNeed(search, m, supply, below.rowsBehindCut));
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
  const names = some(territories.map((j) => problem.territoryIds[j]));
  const need = nameNeeds(problem, units);
  const who = isAll ? '' : need === null ? ' that may only be in these' : ` that need ${need}`;
  const where = isAll
    ? 'all territories together'
    : need === null
      ? `territories ${names}`
      : `the only territories for them (${names})`;
  return reason({
    code: isAll
      ? 'total-above-limits'
      : locked.length === units.length
        ? 'locks-above-limit'
        : 'eligible-capacity',
    message: `${count(units.length, 'unit')}${who} have ${show(required)} of ${measureId}, but ${where} may have ${show(available)}`,
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

function sumWhere(values: Float64Array, isIn: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) if (isIn[i] === 1) sum += values[i];
  return sum;
}
