import { prepareProblem } from '../../src/balance/prepare.js';
import { createRandom } from '../../src/core/random.js';

/** Accounts at random places and as many seats as asked: enough work to be interrupted. */
export function sampleProblem(accounts: number, territories: number) {
  const random = createRandom(5);
  const place = () => ({ lon: 10 + 8 * random.nextShare(), lat: 45 + 6 * random.nextShare() });
  return prepareProblem({
    accounts: Array.from({ length: accounts }, (_, i) => ({
      id: `a${i}`,
      ...place(),
      measures: { hours: 1 + random.nextShare(), potential: random.nextShare() },
      attributes: {},
    })),
    territories: Array.from({ length: territories }, (_, j) => ({ id: `t${j}`, repIds: [], seat: place() })),
    measures: [
      { id: 'hours', tolerance: 0.05 },
      { id: 'potential', tolerance: 0.1 },
    ],
  });
}
