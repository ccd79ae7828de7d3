/** An alignment that has grown out of balance: what a realignment starts from. The same for the same seed. */
import { balanceTerritories, prepareProblem } from 'bailiwick/balance';
import { createRandom } from 'bailiwick/core';
import { makeAccounts, makeSeats } from './points.mjs';

const SKILLS = ['german', 'cloud', 'public'];

/**
 * Accounts whose incumbents come from a plan that was balanced before their loads drifted, region by region and one by
 * one; some require a skill that a third of the reps have, some are locked to where they are.
 *
 * @param count - accounts
 * @param seats - territories, each with one rep
 * @param drift - how far loads of a region have drifted at the most, as a share
 */
export function makeDrifted(count, seats, seed, drift = 0.3) {
  const random = createRandom(seed + 1000);
  const between = (low, high) => low + (high - low) * random.nextShare();
  const accounts = makeAccounts(count, seed).map((account) => ({
    ...account,
    measures: { ...account.measures, count: 1 },
    ...(random.nextShare() < 0.12 && { requiredSkills: [SKILLS[random.nextBelow(SKILLS.length)]] }),
  }));
  const reps = Array.from({ length: seats }, (_, j) => ({
    id: `r${j}`,
    capacity: 1,
    skills: SKILLS.filter((_, s) => (j + s) % 3 === 0 || random.nextShare() < 0.2),
  }));
  const territories = makeSeats(accounts, seats).map((territory, j) => ({ ...territory, repIds: [`r${j}`] }));
  const measures = ['hours', 'potential', 'count'].map((id) => ({ id, tolerance: 0.05 }));
  const input = { accounts, territories, reps, measures };
  const before = balanceTerritories(prepareProblem(input), { cycles: 0, seed });
  const growth = territories.map(() => 1 + between(-drift, drift));
  const drifted = accounts.map((account, i) => {
    const j = before.assignment[i];
    const { hours, potential } = account.measures;
    const factor = growth[j] * between(0.8, 1.2);
    return {
      ...account,
      incumbentId: territories[j].id,
      measures: { hours: hours * factor, potential: potential * factor * between(0.9, 1.1), count: 1 },
    };
  });
  const locks = drifted
    .filter(() => random.nextShare() < 0.01)
    .map(({ id, incumbentId }) => ({ accountId: id, territoryId: incumbentId }));
  return { ...input, accounts: drifted, locks, disruptionValue: ({ measures: { potential } }) => potential };
}
