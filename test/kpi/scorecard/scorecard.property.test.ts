import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatCircleKm } from '../../../src/geo/unitVectors.js';
import { scorecard } from '../../../src/kpi/scorecard/scorecard.js';
import type { ScorecardInput } from '../../../src/kpi/scorecard/scorecardInput.js';

const TERRITORIES = ['north', 'south', 'west'];

const inputs: fc.Arbitrary<ScorecardInput> = fc
  .array(
    fc.record({
      lon: fc.integer({ min: -180, max: 180 }),
      lat: fc.integer({ min: -90, max: 90 }),
      hours: fc.nat(100),
      territory: fc.option(fc.constantFrom(...TERRITORIES)),
      tier: fc.option(fc.constantFrom('A', 'B')),
    }),
    { maxLength: 40 },
  )
  .map((rows) => ({
    accounts: rows.map(({ lon, lat, hours, tier }, i) => ({
      id: `a${i}`,
      lon,
      lat,
      measures: { hours },
      attributes: { tier },
    })),
    territories: TERRITORIES.map((id, j) => ({
      id,
      repIds: [],
      seat: { lon: 90 * j, lat: 10 * j },
      targets: { hours: 100 },
    })),
    assignments: rows.map(({ territory }, i) => ({ accountId: `a${i}`, territoryId: territory })),
    measures: [{ id: 'hours' }],
    tier: ({ attributes }) => attributes.tier as string | null,
  }));

describe('scorecard', () => {
  it('counts every account and every hour once', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { rows, totals } = scorecard(input);
        const hours = input.accounts.reduce((sum, { measures }) => sum + measures.hours, 0);
        const [balance] = totals.balance;
        expect(rows.reduce((sum, row) => sum + row.accounts, 0) + totals.unassigned).toBe(
          input.accounts.length,
        );
        expect(rows.reduce((sum, row) => sum + row.loads.hours, 0) + balance.unassignedLoad).toBe(hours);
        expect(totals.coverage.reduce((sum, tier) => sum + tier.accounts, 0)).toBe(input.accounts.length);
        expect(totals.coverage.reduce((sum, tier) => sum + tier.covered, 0)).toBe(totals.assigned);
      }),
    );
  });

  it('measures distances as one by one', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        scorecard(input).rows.forEach((row, j) => {
          const seat = input.territories[j].seat ?? { lon: 0, lat: 0 };
          const distances = input.accounts.flatMap(({ lon = 0, lat = 0 }, i) =>
            input.assignments[i].territoryId === row.territoryId
              ? [greatCircleKm(lon, lat, seat.lon, seat.lat)]
              : [],
          );
          expect(row.longestKm).toBe(distances.length > 0 ? Math.max(...distances) : null);
        });
      }),
    );
  });

  it('does not depend on the order of accounts, assignments and territories', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { rows, totals } = scorecard(input);
        const turned = scorecard({
          ...input,
          accounts: [...input.accounts].reverse(),
          assignments: [...input.assignments].reverse(),
          territories: [...input.territories].reverse(),
        });
        const plain = (list: typeof rows) =>
          list.map(({ territoryId, accounts, loads, longestKm }) => ({
            territoryId,
            accounts,
            loads,
            longestKm,
          }));
        expect(plain([...turned.rows].reverse())).toEqual(plain([...rows]));
        expect(turned.totals.coverage).toEqual(totals.coverage);
        expect(turned.totals.balance[0].imbalance).toBe(totals.balance[0].imbalance);
      }),
    );
  });
});
