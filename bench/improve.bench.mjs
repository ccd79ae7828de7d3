/**
 * What cycles of annealing are worth after the first local search.
 */
import { balanceTerritories, prepareProblem } from 'bailiwick/balance';
import { runMethods } from './harness.mjs';
import { makeAccounts, makeSeats } from './points.mjs';

export const title = 'Cycles of annealing, 5,000 x 40, hours ±3 % and potential ±5 %';

export function run({ seeds }) {
  const methods = [0, 4, 16].map((cycles) => ({
    name: `${cycles} cycles`,
    run: (seed) => {
      const accounts = makeAccounts(5_000, seed);
      const measures = [
        { id: 'hours', tolerance: 0.03 },
        { id: 'potential', tolerance: 0.05 },
      ];
      const problem = prepareProblem({ accounts, territories: makeSeats(accounts, 40), measures });
      const { gap, violations } = balanceTerritories(problem, { cycles, seed });
      return { gap: gap ?? Number.NaN, violations: violations.length };
    },
  }));
  return runMethods(methods, { seeds });
}
