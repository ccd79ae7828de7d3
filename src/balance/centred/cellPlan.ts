import type { Random } from '../../core/random.js';
import type { Task, Work } from '../work.js';
import type { CentredProblem } from './centredState.js';

/**
 * A first plan whose loads are alike, for territories that are all alike: units are cut in two again and again, until
 * there are as many cells as territories.
 *
 * 1. Some unit by chance; the one that is farthest from it, and the one that is farthest from that one.
 * 2. Units in the order of how much nearer they are to the one than to the other are cut where the loads are as the
 *    numbers of territories on both sides.
 *
 * Costs alone are asked for, so that it goes for matrices too. O(n log n log k). Reference: J. K. Uhlmann: Satisfying
 * general proximity/similarity queries with metric trees, 1991, DOI 10.1016/0020-0190(91)90074-R.
 */
export function* cellPlan(
  { search, parts, distance }: CentredProblem,
  random: Random,
  work: Work,
): Task<Int32Array> {
  const { n, k, M, load } = search;
  const { start } = parts;
  const assignment = new Int32Array(n);
  /** Entry `[u]` is by how much unit u is nearer to the first end of the cell than to the second. */
  const lead = new Float64Array(n);

  const between = (u: number, v: number) =>
    start[u] < start[u + 1] && start[v] < start[v + 1] ? distance(start[u], start[v]) : 0;

  function findFarthest(units: Int32Array, from: number): number {
    let farthest = units[0];
    let most = -1;
    for (const u of units) {
      const howFar = between(u, from);
      if (howFar <= most) continue;
      most = howFar;
      farthest = u;
    }
    return farthest;
  }

  /** Loads of a unit in all measures, in mean targets. */
  function weigh(u: number): number {
    let sum = 0;
    for (let m = 0; m < M; m++) sum += load[M * u + m];
    return sum;
  }

  /** Cuts a cell into territories `from … from + count - 1`. */
  function* cut(units: Int32Array, from: number, count: number): Task<void> {
    if (count === 1) {
      for (const u of units) assignment[u] = from;
      return;
    }
    const a = findFarthest(units, units[Math.floor(random.nextShare() * units.length)]);
    const b = findFarthest(units, a);
    let total = 0;
    for (const u of units) {
      lead[u] = between(u, b) - between(u, a);
      total += weigh(u);
    }
    units.sort((u, v) => lead[v] - lead[u] || u - v);
    const half = Math.max(1, Math.floor((count * (1 + random.nextShare())) / 3));
    let at = 0;
    for (let had = 0; at < units.length && (had + 0.5 * weigh(units[at])) * count <= total * half; at++)
      had += weigh(units[at]);
    at = Math.max(half, Math.min(units.length - (count - half), at));
    if (work.isPauseDue(4 * units.length)) yield;
    yield* cut(units.slice(0, at), from, half);
    yield* cut(units.slice(at), from + half, count - half);
  }

  yield* cut(
    Int32Array.from({ length: n }, (_, u) => u),
    0,
    k,
  );
  return assignment;
}
