import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import { diffPlans } from '../../src/plan/diffPlans.js';
import { solvePlan } from '../../src/plan/solvePlan.js';
import { createFieldForce } from './support/fieldForce.js';

const input = createFieldForce();
const before = solvePlan(input);

describe('diffPlans', () => {
  it('finds no difference between a plan and itself', () => {
    const diff = diffPlans(before, before, input.accounts);
    expect(diff).toMatchObject({ moved: [], added: [], removed: [], movedShare: 0 });
    expect(diff.movedLoadShare).toEqual({ hours: 0, potential: 0 });
    expect(diff.cost.after).toBe(diff.cost.before);
    expect(diff.territories.map(({ gained, lost }) => gained + lost)).toEqual([0, 0, 0]);
  });

  it('says who moves, and what that is in accounts and loads', () => {
    const to = before.assignments[0].territoryId === 'west' ? 'east' : 'west';
    const after = {
      ...before,
      assignments: before.assignments.map((one, i) => (i === 0 ? { ...one, territoryId: to } : one)),
    };
    const diff = diffPlans(before, after, input.accounts);
    expect(diff.moved).toEqual([{ accountId: 'a0', from: before.assignments[0].territoryId, to }]);
    expect(diff.movedShare).toBe(1 / 12);
    expect(diff.movedLoadShare.hours).toBeCloseTo(10 / 126, 12);
    expect(diff.territories.find(({ id }) => id === to)).toMatchObject({ gained: 1, lost: 0 });
  });

  it('compares loads, cost and balance of two plans of the engine', () => {
    const after = solvePlan(
      createFieldForce({ disruptionWeight: 0, measures: [{ id: 'hours', tolerance: 0.5 }] }),
    );
    const diff = diffPlans(before, after, input.accounts);
    expect(diff.cost).toEqual({ before: before.cost.total, after: after.cost.total });
    expect(Object.keys(diff.imbalance)).toEqual(['hours']);
    expect(diff.imbalance.hours.after).toBeLessThanOrEqual(0.5);
    const net = diff.territories.reduce((sum, { loadChange }) => sum + loadChange.hours, 0);
    expect(net).toBeCloseTo(0, 9);
    for (const { id, gained, lost } of diff.territories) {
      const count = (plan: typeof before) => plan.territories.find((one) => one.id === id)!.accounts;
      expect(gained - lost).toBe(count(after) - count(before));
    }
  });

  it('matches territories by id, so a new name is a new territory', () => {
    const rename = (id: string | null) => (id === 'west' ? 'sunset' : id);
    const after = {
      ...before,
      territories: before.territories.map((one) => ({ ...one, id: rename(one.id)! })),
      assignments: before.assignments.map((one) => ({ ...one, territoryId: rename(one.territoryId) })),
    };
    const diff = diffPlans(before, after);
    expect(diff.territories.map(({ id, presence }) => `${id} ${presence}`)).toEqual([
      'sunset added',
      'middle both',
      'east both',
      'west removed',
    ]);
    expect(diff.moved).toHaveLength(before.territories[0].accounts);
    expect(diff.movedLoadShare).toEqual({});
  });

  it('lists accounts that only one plan has, and leaves them out of the shares', () => {
    const after = { ...before, assignments: before.assignments.slice(2) };
    const gone = diffPlans(before, after, input.accounts);
    expect(gone.removed.map(({ accountId, to }) => [accountId, to])).toEqual([
      ['a0', null],
      ['a1', null],
    ]);
    expect(gone.movedShare).toBe(0);
    expect(diffPlans(after, before, input.accounts).added.map(({ accountId }) => accountId)).toEqual([
      'a0',
      'a1',
    ]);
    const none = { ...before, assignments: [] };
    expect(diffPlans(none, none, input.accounts)).toMatchObject({ movedShare: 0, movedLoadShare: {} });
  });

  it('names the accounts that it was not given', () => {
    expect(() => diffPlans(before, before, input.accounts.slice(1))).toThrow(InputError);
  });

  it('names whatever is no account', () => {
    const issuesOf = (accounts: unknown) => {
      try {
        return diffPlans(before, before, accounts as typeof input.accounts);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        return (error as InputError).issues.map(({ row, field, code }) => `${row} ${field} ${code}`);
      }
    };
    for (const accounts of [null, 7, 'accounts', {}, new Map()])
      expect(issuesOf(accounts)).toEqual(['null accounts not-a-list']);
    const [first, ...others] = input.accounts;
    const nameless = { ...first, id: Object.create(null) };
    const bad = [nameless, null, { id: 'b' }, { ...first, measures: { hours: 1n } }, ...others];
    expect(issuesOf(bad)).toEqual([
      '0 accounts.id missing-id',
      '1 accounts wrong-type',
      '2 accounts.measures wrong-type',
      '3 accounts.measures wrong-type',
    ]);
    const again = { ...first, measures: { hours: 1, potential: 1 } };
    expect(issuesOf([...input.accounts, again])).toEqual(['12 accounts.id duplicate-id']);
  });
});
