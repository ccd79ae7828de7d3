import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeHeadcount } from '../../../src/quota/capacity/computeHeadcount.js';
import { limitTopAccounts } from '../../../src/quota/capacity/limitTopAccounts.js';
import { planHires } from '../../../src/quota/capacity/planHires.js';
import { survivalShares } from '../../../src/quota/capacity/survivalShares.js';
import { computeRamp } from '../../../src/quota/phasing/computeRamp.js';
import { findNoNumbers } from '../support/findNoNumbers.js';
import { dates, day, months, schedule, toTenure } from '../support/tenures.js';

describe('computeHeadcount', () => {
  const range = (least: number) =>
    fc
      .tuple(fc.integer({ min: least, max: 500 }), fc.nat(200), fc.nat(200))
      .map(([low, up, on]) => ({ low, expected: low + up, high: low + up + on }));
  const part = fc.integer({ min: 1, max: 20 }).map((twentieths) => twentieths / 20);
  const interval = fc.constantFrom<'corner' | 'independent'>('corner', 'independent');

  it('carries the demand with nobody to spare, explains every rep and has its interval around', () => {
    fc.assert(
      fc.property(range(0), range(1), part, part, interval, (demand, perRep, utilisation, survival, how) => {
        const result = computeHeadcount({ demand, perRep, utilisation, survival, interval: how });
        const { needed, low, high, contributions } = result;
        expect(findNoNumbers(result)).toEqual([]);
        const each = perRep.expected * utilisation * survival;
        expect(needed * each).toBeGreaterThanOrEqual(demand.expected * (1 - 1e-8));
        if (needed > 0) expect((needed - 1) * each).toBeLessThan(demand.expected * (1 + 1e-8));
        expect(Object.values(contributions).reduce((sum, value) => sum + value)).toBeCloseTo(needed, 8);
        expect([low <= needed, needed <= high]).toEqual([true, true]);
        const corner = computeHeadcount({ demand, perRep, utilisation, survival });
        expect([corner.low <= low, high <= corner.high]).toEqual([true, true]);
      }),
    );
  });

  it('rises with the demand and falls with what a rep carries', () => {
    fc.assert(
      fc.property(fc.nat(900), fc.nat(900), part, part, (demand, more, one, other) => {
        const at = (amount: number, utilisation: number) =>
          computeHeadcount({ demand: amount, perRep: 7, utilisation }).needed;
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(at(demand + more, low)).toBeGreaterThanOrEqual(at(demand, low));
        expect(at(demand, high)).toBeLessThanOrEqual(at(demand, low));
      }),
    );
  });
});

describe('planHires', () => {
  const inputs = fc.record({
    needed: fc.array(
      fc.integer({ min: 0, max: 60 }).map((tenths) => tenths / 10),
      { minLength: 6, maxLength: 6 },
    ),
    tenures: fc.array(dates, { maxLength: 4 }),
    ramp: schedule,
    attrition: fc.constantFrom(0, 0.1, 0.5, 1),
    leadPeriods: fc.nat(3),
    maxPerPeriod: fc.option(fc.nat(3), { nil: undefined }),
  });
  const toInput = ({
    tenures,
    ramp,
    ...rest
  }: typeof inputs extends fc.Arbitrary<infer Value> ? Value : never) => ({
    ...rest,
    periods: months,
    reps: tenures.map((when, i) => toTenure(when, `r${i}`)),
    schedule: ramp,
  });

  it('meets every need or says what is short, with hires that lead time, ramp, attrition and limit allow', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const input = toInput(given);
        const plan = planHires(input);
        expect(findNoNumbers(plan)).toEqual([]);
        const hireRamp = computeRamp(
          months.map(({ id, start }) => ({ id, start })),
          months,
          input.schedule,
        ).shares;
        plan.periods.forEach((period, p) => {
          expect(Number.isInteger(period.hires)).toBe(true);
          if (p < input.leadPeriods) expect(period.hires).toBe(0);
          expect(period.hires).toBeLessThanOrEqual(input.maxPerPeriod ?? Number.POSITIVE_INFINITY);
          expect(plan.periods[p - input.leadPeriods]?.positionsToOpen ?? period.hires).toBe(period.hires);
          const added = plan.periods.slice(0, p + 1).reduce((sum, { hires }, s) => {
            const stay = survivalShares(input.attrition, months, months[s].start)[p];
            return sum + hires * hireRamp[6 * s + p] * stay;
          }, 0);
          expect(period.available).toBeCloseTo(period.existing + added, 8);
          expect(period.shortfall).toBeCloseTo(Math.max(0, input.needed[p] - period.available), 5);
        });
        expect(plan.hires).toBe(plan.periods.reduce((sum, { hires }) => sum + hires, 0));
        expect(plan.status).toBe(
          plan.periods.some(({ shortfall }) => shortfall > 0) ? 'infeasible' : 'feasible',
        );
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of the team, and hires nobody where nothing is needed', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const input = toInput(given);
        const hires = planHires(input).periods.map((period) => period.hires);
        const reversed = planHires({ ...input, reps: [...input.reps].reverse() });
        expect(reversed.periods.map((period) => period.hires)).toEqual(hires);
        expect(planHires({ ...input, needed: [0, 0, 0, 0, 0, 0] })).toMatchObject({
          status: 'feasible',
          hires: 0,
        });
      }),
    );
  });
});

describe('limitTopAccounts', () => {
  const skill = fc.constantFrom('cardio', 'neuro');
  const skills = fc.uniqueArray(skill, { maxLength: 2 });
  const teams = fc.record({
    reps: fc.array(fc.record({ skills, start: fc.option(fc.nat(700), { nil: undefined }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    accounts: fc.array(fc.record({ rep: fc.nat(4), requiredSkills: skills }), { maxLength: 12 }),
    most: fc.tuple(fc.nat(4), fc.nat(4)),
  });
  const toInput = ({
    reps: team,
    accounts,
    most,
  }: typeof teams extends fc.Arbitrary<infer Value> ? Value : never) => ({
    asOf: day(700),
    limits: [
      { fromMonths: 0, max: most[0] },
      { fromMonths: 12, max: most[1] },
    ],
    reps: team.map(({ start, ...rest }, r) => ({
      id: `r${r}`,
      ...rest,
      ...(start === undefined ? {} : { start: day(start) }),
    })),
    accounts: accounts.map(({ rep, requiredSkills }, a) => ({
      id: `a${a}`,
      repId: rep < team.length ? `r${rep}` : null,
      requiredSkills,
    })),
  });

  it('counts every account once, and is feasible exactly where nothing is wrong and everything has room', () => {
    fc.assert(
      fc.property(teams, (given) => {
        const input = toInput(given);
        const { status, rows, room, unheldIds, unplaceableIds } = limitTopAccounts(input);
        const held = rows.reduce((sum, row) => sum + row.held, 0);
        expect(held + unheldIds.length).toBe(input.accounts.length);
        for (const row of rows) expect(row.held + row.room - row.excess).toBe(row.limit);
        expect(room).toBe(rows.reduce((sum, row) => sum + row.room, 0));
        const isSound = rows.every(({ excess, unskilledIds }) => excess === 0 && unskilledIds.length === 0);
        const isPlaced = unheldIds.length <= room && unplaceableIds.length === 0;
        expect(status).toBe(isSound && isPlaced ? 'feasible' : 'infeasible');
      }),
    );
  });

  it('has no more excess under higher limits, and the same rows in any order of the accounts', () => {
    fc.assert(
      fc.property(teams, fc.nat(3), (given, more) => {
        const input = toInput(given);
        const { rows } = limitTopAccounts(input);
        const higher = limitTopAccounts({
          ...input,
          limits: input.limits.map(({ fromMonths, max }) => ({ fromMonths, max: max + more })),
        });
        higher.rows.forEach(({ excess }, r) => {
          expect(excess).toBe(Math.max(0, rows[r].excess - more));
        });
        const reversed = limitTopAccounts({ ...input, accounts: [...input.accounts].reverse() });
        expect(
          reversed.rows.map(({ unskilledIds, ...row }) => ({
            ...row,
            unskilledIds: [...unskilledIds].reverse(),
          })),
        ).toEqual(rows);
      }),
    );
  });
});
