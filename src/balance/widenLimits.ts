/**
 * The least by which limits have to give where they cannot all be met, and the problem with the limits that wide.
 *
 * For each measure let every territory's limit give by the same share s of its target. Whether a share is enough, if
 * units may be split, is a maximum flow; where it is not, the flow's cut names territories that together lack d and
 * have targets of t in all, so that s must be d / t at least (Dinkelbach: On nonlinear fractional programming, 1967,
 * DOI 10.1287/mnsc.13.7.492). The last cut's territories keep what they were given, and the others go on from their own
 * limits: the largest share is as small as can be, then the next, and so on. Upper and lower limits do not interact: a
 * flow that fits the upper limits and one that fills the lower ones make one that does both.
 *
 * A unit that is heavier than any territory may be stands where that takes the least share, and is not split.
 *
 * A flow is O(rows of choices * k) in practice, and every cut settles a territory at the least.
 */
import type { Csr } from '../core/csr.js';
import { reason, show, some } from './explain.js';
import { createFlow } from './maximumFlow.js';
import { listChoices, mergeChoices } from './merge/mergeChoices.js';
import type { BalanceProblem } from './problem.js';
import type { Reason } from './result.js';
import type { SearchProblem } from './searchProblem.js';
import { finishNow } from './work.js';

/** Shares that differ by less are the same; what is lacking below this share of a mean target is a rounding error. */
const ROUNDING = 1e-9;

/** A problem whose limits give as little as can be. */
export interface WidenedProblem {
  readonly problem: BalanceProblem;
  /** Which limits give, and by how much. */
  readonly reasons: readonly Reason[];
  /** Whether some unit is heavier than any territory for it may be. */
  readonly hasHeavy: boolean;
}

/** Widens limits that cannot be met; `null` where that is not what is wrong, or cannot be put right. */
export function widenLimits(search: SearchProblem): WidenedProblem | null {
  const { M, k, n, problem, measures, unitLoad, load, members } = search;
  const { row, choices } = listAllChoices(search);
  const heavy = placeHeavy(search, row, choices);
  if (heavy === null) return null;
  const lowers = problem.lowers.map((limits) => limits.slice());
  const uppers = problem.uppers.map((limits) => limits.slice());
  const reasons: Reason[] = [];
  for (let m = 0; m < M; m++) {
    const measure = measures[m];
    const supply = new Float64Array(choices.offsets.length - 1 + heavy.size);
    const rows = appendRows(choices, [...heavy.values()]);
    for (let u = 0; u < n; u++) if (!heavy.has(u)) supply[row[u]] += load[M * u + m];
    [...heavy.keys()].forEach((u, h) => {
      supply[choices.offsets.length - 1 + h] = load[M * u + m];
    });
    const scaled = (limits: Float64Array) => limits.map((value) => value / unitLoad[m]);
    const target = scaled(problem.targets[measure]);
    for (const side of ['upper', 'lower'] as const) {
      const limits = (side === 'upper' ? uppers : lowers)[measure];
      // A limit above all there is says nothing, and an infinite one cannot be added up.
      const given = Float64Array.from({ length: k }, (_, j) => search[side][M * j + m]);
      const share = widen(side, supply, rows, given, target);
      if (share === null) return null;
      for (const [most, territories] of groupByShare(share)) {
        for (const j of territories) {
          const limit = given[j] + (side === 'upper' ? most : -most) * target[j];
          limits[j] = Math.max(0, limit) * unitLoad[m];
        }
        reasons.push(explainWidening(search, m, side, most, territories, limits));
      }
    }
  }
  if (reasons.length === 0) return null;
  const locks = problem.locks.slice();
  for (const [u, j] of heavy) {
    for (let e = members.offsets[u]; e < members.offsets[u + 1]; e++) locks[members.targets[e]] = j;
  }
  return { problem: { ...problem, lowers, uppers, locks }, reasons, hasHeavy: heavy.size > 0 };
}

/** The territories that units may be in whatever their loads: a wider limit opens those that were too small. */
export function listAllChoices({
  n,
  problem,
  members,
}: SearchProblem): Pick<SearchProblem, 'row' | 'choices'> {
  const { rows, choices } = finishNow(mergeChoices(problem));
  const row = Int32Array.from({ length: n }, (_, u) => rows[members.targets[members.offsets[u]]]);
  return { row, choices: listChoices(choices) };
}

/** For every unit above all its territories' limits the territory that has to give the least share, heaviest first. */
function placeHeavy(search: SearchProblem, row: Int32Array, choices: Csr): Map<number, number> | null {
  const { M, n, k, problem, measures, unitLoad, load, upper, costs } = search;
  const listOf = (u: number) =>
    choices.targets.subarray(choices.offsets[row[u]], choices.offsets[row[u] + 1]);
  const held = new Float64Array(M * k);
  const shareOf = (u: number, j: number) => {
    let share = 0;
    for (let m = 0; m < M; m++) {
      const over = held[M * j + m] + load[M * u + m] - upper[M * j + m];
      if (over > ROUNDING) share = Math.max(share, (over * unitLoad[m]) / problem.targets[measures[m]][j]);
    }
    return share;
  };
  const weightOf = (u: number) => Math.max(...load.subarray(M * u, M * u + M));
  const heavy = Array.from({ length: n }, (_, u) => u)
    .filter((u) => listOf(u).every((j) => shareOf(u, j) > 0))
    .sort((a, b) => weightOf(b) - weightOf(a) || a - b);
  const placed = new Map<number, number>();
  for (const u of heavy) {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const j of listOf(u)) {
      const share = shareOf(u, j);
      const isCheaper = best >= 0 && share < least + ROUNDING && costs.cost(u, j) < costs.cost(u, best);
      if (share < least - ROUNDING || isCheaper) {
        best = j;
        least = share;
      }
    }
    if (best < 0) return null;
    placed.set(u, best);
    for (let m = 0; m < M; m++) held[M * best + m] += load[M * u + m];
  }
  return placed;
}

/** The rows, and behind them a row for each unit that has one territory. */
function appendRows({ offsets, targets }: Csr, territories: readonly number[]): Csr {
  const rows = offsets.length - 1;
  return {
    offsets: Int32Array.from({ length: rows + territories.length + 1 }, (_, r) =>
      r <= rows ? offsets[r] : offsets[rows] + r - rows,
    ),
    targets: Int32Array.of(...targets, ...territories),
  };
}

/** Entry `[j]` is the share of its target by which territory j gives; `null` where no share is enough. */
function widen(
  side: 'upper' | 'lower',
  supply: Float64Array,
  rows: Csr,
  limit: Float64Array,
  target: Float64Array,
): Float64Array | null {
  const k = limit.length;
  const share = new Float64Array(k);
  const isSettled = new Uint8Array(k);
  for (let round = 0; round <= k; round++) {
    let level = 0;
    let cut: Uint8Array | null = null;
    // Every turn finds another cut; that they should not end is a matter of rounding.
    for (let turn = 0; turn <= 2 * k; turn++) {
      const now = limit.map((value, j) =>
        limitAt(side, value, (isSettled[j] ? share[j] : level) * target[j]),
      );
      const next = findLacking(side, supply, rows, now);
      if (next === null) break;
      let slope = 0;
      for (let j = 0; j < k; j++) {
        if (next.cut[j] === 1 && isSettled[j] === 0 && (side === 'upper' || now[j] > 0)) slope += target[j];
      }
      if (slope === 0) return null;
      cut = next.cut;
      level += next.lacking / slope;
    }
    if (cut === null) return share;
    for (let j = 0; j < k; j++) {
      if (cut[j] === 0 || isSettled[j] === 1) continue;
      isSettled[j] = 1;
      share[j] = level;
    }
  }
  return share;
}

function limitAt(side: 'upper' | 'lower', limit: number, widening: number): number {
  return side === 'upper' ? limit + widening : Math.max(0, limit - widening);
}

/** Territories that together have too little room, or too little to be filled with, and how much is lacking. */
function findLacking(side: 'upper' | 'lower', supply: Float64Array, rows: Csr, limit: Float64Array) {
  const flow = createFlow(supply, rows, limit);
  const lacking = side === 'upper' ? flow.shortfall : flow.unfilled;
  if (lacking <= ROUNDING) return null;
  // Behind the cut are the rows that have too much; the territories they reach are full, the others hungry.
  const cut = new Uint8Array(limit.length).fill(side === 'upper' ? 0 : 1);
  for (let r = 0; r < supply.length; r++) {
    if (flow.rowsBehindCut[r] === 0) continue;
    for (let e = rows.offsets[r]; e < rows.offsets[r + 1]; e++)
      cut[rows.targets[e]] = side === 'upper' ? 1 : 0;
  }
  return { cut, lacking };
}

/** Territories that give by the same share, the largest share first. */
function groupByShare(share: Float64Array): [number, number[]][] {
  const order = Array.from(share.keys())
    .filter((j) => share[j] > 0)
    .sort((a, b) => share[b] - share[a] || a - b);
  const groups: [number, number[]][] = [];
  for (const j of order) {
    const last = groups.at(-1);
    if (last !== undefined && last[0] - share[j] <= ROUNDING) last[1].push(j);
    else groups.push([share[j], [j]]);
  }
  return groups;
}

/** Says by how much limits of one measure give, and which. */
export function explainWidening(
  { problem, measures }: SearchProblem,
  m: number,
  side: 'upper' | 'lower',
  share: number,
  territories: readonly number[],
  limits: Float64Array,
): Reason {
  const measure = measures[m];
  const given = (side === 'upper' ? problem.uppers : problem.lowers)[measure];
  const sum = (values: Float64Array) => territories.reduce((total, j) => total + values[j], 0);
  const required = sum(limits);
  const available = sum(given);
  const ids = territories.map((j) => problem.territoryIds[j]);
  const [noun, together] = ids.length === 1 ? ['territory', ''] : ['territories', ' together'];
  const measureId = problem.measureIds[measure];
  const wanted = side === 'upper' ? 'may have up to' : 'need';
  const instead = side === 'upper' ? '' : 'only ';
  return reason({
    code: 'least-widening',
    message: `the least that would help: ${noun} ${some(ids)} ${wanted} ${instead}${show(required)} of ${measureId}${together} instead of ${show(available)}: wider by ${show(100 * share)} % of the target`,
    territoryIds: ids,
    measureId,
    required,
    available,
  });
}
