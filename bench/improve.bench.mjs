/**
 * What cycles of annealing are worth after the first local search.
 */
import { balanceTerritories, prepareProblem } from 'bailiwick/balance';
import { runMethods } from './harness.mjs';
import { makeAccounts, makeSeats } from './points.mjs';

export const title = 'Cycles of annealing, hours ±3 % and potential ±5 %';

const SEATS = 40;

export async function run({ seeds, isQuick }) {
  const count = isQuick ? 1_000 : 5_000;
  const methods = [0, 4, 16].map((cycles) => ({
    name: `${cycles} cycles`,
    run: (seed) => {
      const accounts = makeAccounts(count, seed);
      const measures = [
        { id: 'hours', tolerance: 0.03 },
        { id: 'potential', tolerance: 0.05 },
      ];
      const problem = prepareProblem({ accounts, territories: makeSeats(accounts, SEATS), measures });
      const { gap, violations } = balanceTerritories(problem, { cycles, seed });
      return { gap: gap ?? Number.NaN, violations: violations.length };
    },
  }));
  const records = await runMethods(methods, { seeds, warmups: isQuick ? 0 : 1 });
  return records.map((record) => ({ case: `${count} x ${SEATS}`, ...record }));
}
