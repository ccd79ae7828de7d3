import fc from 'fast-check';
import type { BalanceInput } from '../../../src/balance/prepare/balanceInput.js';
import type { TravelInput } from '../../../src/balance/prepare/findTravel.js';
import { createRandom } from '../../../src/core/random.js';
import { anyInput } from '../../balance/problems.js';

/** Every way that travel may be given, and every rule for free centres. */
const kinds = [
  'as drawn',
  'sparse',
  'function',
  'betweenAccounts',
  'mean of distances',
  'mean of squares',
  'median',
  'unit',
  'unit of squares',
] as const;

/**
 * Records in which everything may come together: measures with tolerances, shares and limits, seats and free centres,
 * locks, skills and other eligibility, families, incumbents with a weight or a budget, accounts without a place, and
 * any kind of travel. Some have no plan within the limits.
 */
export const anyMixedInput: fc.Arbitrary<BalanceInput> = fc
  .record({
    input: anyInput({ maxUnits: 18, maxTerritories: 5 }),
    kind: fc.constantFrom(...kinds),
    hasSkills: fc.boolean(),
    salt: fc.nat(1000),
  })
  .map(({ input, kind, hasSkills, salt }) => {
    const accounts = input.accounts.map((account, i) => ({
      ...account,
      ...(hasSkills && i % 4 === 1 && { requiredSkills: ['german'] }),
    }));
    const territories = input.territories.map(({ seat, ...rest }, j) => ({
      ...rest,
      repIds: [`r${j}`],
      ...(seat !== undefined && kind !== 'betweenAccounts' && { seat }),
    }));
    return {
      ...input,
      accounts,
      territories,
      reps: territories.map((_, j) => ({ id: `r${j}`, capacity: 1, skills: j % 2 === 0 ? ['german'] : [] })),
      ...(kind !== 'as drawn' && { travel: toTravel(kind, input, salt) }),
    };
  });

function toTravel(
  kind: Exclude<(typeof kinds)[number], 'as drawn'>,
  { accounts, territories }: BalanceInput,
  salt: number,
): TravelInput {
  const random = createRandom(salt);
  const cost = () => random.nextBelow(400) / 4;
  switch (kind) {
    case 'sparse':
      return {
        kind: 'sparse',
        costs: accounts.flatMap(({ id: accountId }) =>
          territories
            .filter(() => random.nextBelow(4) > 0)
            .map(({ id: territoryId }) => ({ accountId, territoryId, cost: cost() })),
        ),
      };
    case 'function': {
      const costs = new Map(accounts.map(({ id }) => [id, new Map(territories.map((t) => [t.id, cost()]))]));
      return { kind: 'function', cost: (account, territory) => costs.get(account.id)!.get(territory.id)! };
    }
    case 'betweenAccounts':
      return { kind: 'betweenAccounts', costs: accounts.map(() => accounts.map(cost)) };
    case 'mean of distances':
      return { kind: 'greatCircle', centre: 'mean' };
    case 'mean of squares':
      return { kind: 'greatCircle', metric: 'squaredDistance', centre: 'mean' };
    case 'unit of squares':
      return { kind: 'greatCircle', metric: 'squaredDistance', centre: 'unit' };
    default:
      return { kind: 'greatCircle', centre: kind };
  }
}
