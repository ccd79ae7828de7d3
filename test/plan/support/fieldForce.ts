import type { BalanceInput } from '../../../src/balance/prepare/balanceInput.js';

/** Twelve clinics on a line, three seats, one family, two locks, one skill: small, and every rule is at work. */
export function createFieldForce(changes: Partial<BalanceInput> = {}): BalanceInput {
  const accounts = Array.from({ length: 12 }, (_, i) => ({
    id: `a${i}`,
    lon: i,
    lat: 50 + (i % 3),
    measures: { hours: 10 + (i % 2), potential: 100 + 7 * (i % 5) },
    attributes: {},
    incumbentId: i < 6 ? 'west' : 'east',
    ...(i === 5 ? { parentId: 'a4' } : {}),
    ...(i === 2 || i === 9 ? { requiredSkills: ['imaging'] } : {}),
  }));
  return {
    accounts,
    territories: [
      { id: 'west', repIds: ['r1'], seat: { lon: 1, lat: 51 } },
      { id: 'middle', repIds: ['r2'], seat: { lon: 5.5, lat: 51 } },
      { id: 'east', repIds: ['r3', 'r4'], seat: { lon: 10, lat: 51 }, limits: { hours: { max: 50 } } },
    ],
    reps: [
      { id: 'r1', capacity: 1, skills: ['imaging'] },
      { id: 'r2', capacity: 1, skills: [] },
      { id: 'r3', capacity: 1, skills: [] },
      { id: 'r4', capacity: 1, skills: ['imaging', 'labs'] },
    ],
    measures: [
      { id: 'hours', tolerance: 0.15 },
      { id: 'potential', tolerance: Number.POSITIVE_INFINITY },
    ],
    locks: [
      { accountId: 'a3', territoryId: 'middle' },
      { accountId: 'a11', territoryId: 'east' },
    ],
    trips: (account) => account.measures.hours / 5,
    keepFamilies: true,
    disruptionWeight: 20,
    ...changes,
  };
}
