/**
 * The price phase: seconds until the relaxation is solved, and what the plan rounded from it still lacks.
 */
import { balanceTerritories, prepareProblem } from 'bailiwick/balance';
import { makeAccounts, makeSeats } from './points.mjs';

export const title =
  'Relaxation by prices, hours ±5 %, to a gap of 1e-5; share of the CPU seconds before the first plan';

export async function run({ seeds, isQuick }) {
  const records = [];
  for (const [count, seats, tolerances] of [
    [1_000, 20, [0.05]],
    [10_000, 100, [0.05]],
    [10_000, 60, [0.05, 0.1]],
    ...(isQuick ? [] : [[100_000, 100, [0.05]]]),
  ]) {
    const measures = tolerances.map((tolerance, m) => ({ id: ['hours', 'potential'][m], tolerance }));
    for (const seed of seeds) {
      const accounts = makeAccounts(count, seed);
      const problem = prepareProblem({ accounts, territories: makeSeats(accounts, seats), measures });
      const start = process.cpuUsage();
      let priced = 0;
      const { gap } = balanceTerritories(problem, {
        cycles: 0,
        onProgress: ({ phase }) => {
          const { user, system } = process.cpuUsage(start);
          if (phase === 'improve' && priced === 0) priced = (user + system) / 1e6;
        },
      });
      const { user, system } = process.cpuUsage(start);
      const method = `${count} x ${seats}, ${measures.length} measure${measures.length > 1 ? 's' : ''}`;
      records.push({
        method,
        seed,
        cpuSeconds: (user + system) / 1e6,
        priceSeconds: priced,
        gap: gap ?? Number.NaN,
      });
    }
  }
  return records;
}
