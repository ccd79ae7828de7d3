/**
 * Books without a map. Generalised assignment of type d (loads from 1 to 100, costs that fall as loads rise, capacities
 * for 80 % of the mean load; P. C. Chu, J. E. Beasley: A Genetic Algorithm for the Generalised Assignment Problem, 1997,
 * DOI 10.1016/S0305-0548(96)00032-9) against exact solvers with a time limit, at a size that they can do; and 100,000
 * units into 200 books of equal load. Constants of src/balance/books are tuned here.
 *
 * `gap` is to this library's bound for all; `NaN` where a solver had no plan in time.
 */
import { assignBooks, partitionBooks } from 'bailiwick/balance';
import { createRandom } from 'bailiwick/core';
import loadHighs from 'highs';
import { runMethods } from './harness.mjs';

export const title = 'Generalised assignment, type d, 60 x 6; 100,000 units into 200 books';
export const packages = ['highs'];

/** Wall seconds that an exact solver may take. */
const SECONDS = 10;

function makeTypeD(n, k, seed) {
  const random = createRandom(seed);
  const loads = Float64Array.from({ length: n * k }, () => 1 + random.nextBelow(100));
  const values = loads.map((load) => 111 - load + random.nextBelow(21) - 10);
  const capacities = Float64Array.from({ length: k }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += loads[k * i + j];
    return Math.floor((0.8 * sum) / k);
  });
  return {
    unitIds: Array.from({ length: n }, (_, i) => `u${i}`),
    territoryIds: Array.from({ length: k }, (_, j) => `b${j}`),
    costs: { kind: 'dense', values },
    measures: [{ id: 'load', capacities, per: 'pair', loads }],
  };
}

function writeLp({ unitIds, territoryIds, costs, measures: [{ loads, capacities }] }) {
  const k = territoryIds.length;
  const names = Array.from(costs.values, (_, at) => `x${Math.floor(at / k)}_${at % k}`);
  const sum = (factor, keep) =>
    names.flatMap((name, at) => (keep(at) ? [`+ ${factor(at)} ${name}`] : [])).join(' ');
  return [
    'Minimize',
    ` cost: ${sum(
      (at) => costs.values[at],
      () => true,
    )}`,
    'Subject To',
    ...unitIds.map(
      (_, i) =>
        ` u${i}: ${sum(
          () => 1,
          (at) => Math.floor(at / k) === i,
        )} = 1`,
    ),
    ...territoryIds.map(
      (_, j) =>
        ` b${j}: ${sum(
          (at) => loads[at],
          (at) => at % k === j,
        )} <= ${capacities[j]}`,
    ),
    'Binary',
    ` ${names.join(' ')}`,
    'End',
  ].join('\n');
}

export async function run({ seeds }) {
  const highs = await loadHighs();
  const small = (seed) => makeTypeD(60, 6, seed);
  const bounds = new Map(seeds.map((seed) => [seed, assignBooks(small(seed)).bound]));
  const quality = (seed, cost) => ({ gap: (cost - bounds.get(seed)) / cost, spread: Number.NaN });
  const partition = (name, loadOf) => ({
    name,
    run: (seed) => {
      const random = createRandom(seed);
      const loads = Float64Array.from({ length: 100_000 }, () => loadOf(random.nextShare()));
      const [{ spread, bound }] = partitionBooks({
        bookCount: 200,
        measures: [{ id: 'hours', loads }],
      }).spreads;
      return { gap: Number.NaN, spread: spread - bound };
    },
  });
  const methods = [
    { name: 'assignBooks', run: (seed) => quality(seed, assignBooks(small(seed), { seed }).cost) },
    {
      name: `highs, ${SECONDS} s`,
      run: (seed) => {
        const { ObjectiveValue } = highs.solve(writeLp(small(seed)), { time_limit: SECONDS });
        return quality(seed, Number.isFinite(ObjectiveValue) ? ObjectiveValue : Number.NaN);
      },
    },
    partition('partitionBooks, even loads', (share) => 1 + 9 * share),
    partition('partitionBooks, heavy tail', (share) => 1 / (1e-5 + share)),
  ];
  return runMethods(methods, { seeds, warmups: 0 });
}
