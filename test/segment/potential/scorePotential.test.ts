import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import type { Account } from '../../../src/model/account.js';
import type { Normalisation } from '../../../src/segment/potential/normaliseValues.js';
import { type PotentialFactor, scorePotential } from '../../../src/segment/potential/scorePotential.js';

const accountsOf = (values: (number | null)[]): Account[] =>
  values.map((value, i) => ({ id: `a${i}`, measures: {}, attributes: { value } }));
const read = ({ attributes }: Account) => attributes.value as number | null;
const scoresOf = (values: (number | null)[], normalise: Normalisation, weight = 1) =>
  Array.from(scorePotential(accountsOf(values), [{ id: 'f', weight, value: read, normalise }]).scores);

describe('scorePotential', () => {
  it('normalises by range, by rank with ties in the middle, and by standard deviation', () => {
    expect(scoresOf([10, 20, 40], 'minMax')).toEqual([0, 1 / 3, 1]);
    expect(scoresOf([10, 20, 20, 40], 'rank')).toEqual([0, 0.5, 0.5, 1]);
    expect(scoresOf([2, 4, 4, 4, 5, 5, 7, 9], 'zScore')).toEqual([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]);
  });

  it('gives equal values the middle', () => {
    expect(scoresOf([7, 7], 'minMax')).toEqual([0.5, 0.5]);
    expect(scoresOf([7, 7], 'rank')).toEqual([0.5, 0.5]);
    expect(scoresOf([7], 'rank')).toEqual([0.5]);
    expect(scoresOf([7, 7], 'zScore')).toEqual([0, 0]);
  });

  it('stands in for a missing value as the policy says, and names the row', () => {
    const accounts = accountsOf([10, null, 30]);
    const score = (missing: 'mean' | 'zero' | 'exclude') =>
      scorePotential(accounts, [
        { id: 'base', weight: 4, value: () => 1 },
        { id: 'f', weight: 1, value: read, missing },
      ]);
    expect(Array.from(score('mean').contributions.f)).toEqual([10, 20, 30]);
    expect(Array.from(score('zero').scores)).toEqual([14, 4, 34]);
    // The base alone carries the whole weight of 5.
    expect(Array.from(score('exclude').scores)).toEqual([14, 5, 34]);
    expect(score('mean').missing).toEqual({ base: [], f: [1] });
  });

  it('reports every missing value and every one that is too large at once where nothing stands in', () => {
    const run = () =>
      scorePotential(accountsOf([null, 1, Number.POSITIVE_INFINITY, -1e308, 1e100]), [
        { id: 'f', weight: 100, value: read },
      ]);
    expect(run).toThrow(InputError);
    try {
      run();
    } catch (error) {
      expect((error as InputError).issues.map(({ row, field, code }) => [row, field, code])).toEqual([
        [0, 'f', 'missing'],
        [2, 'f', 'out-of-range'],
        [3, 'f', 'out-of-range'],
      ]);
    }
  });

  it('refuses factors without a name of their own or a weight to reckon with', () => {
    const value = () => 1;
    const run = () =>
      scorePotential(
        [],
        [
          { id: 'f', weight: 1, value },
          { id: 'f', weight: Number.NaN, value },
          { id: 'g', weight: 1e308, value },
        ],
      );
    expect(run).toThrow(OptionsError);
    expect(run).toThrow(/id of factor 1 .* weight of factor 1 .* weight of factor 2/s);
  });

  it('refuses a normalisation or a policy that it does not know, and a value that is no function', () => {
    const factor = { id: 'f', weight: 1, value: 'beds', normalise: 'minmax', missing: 'drop' };
    expect(() => scorePotential([], [factor as unknown as PotentialFactor])).toThrow(
      /value of factor 0 .* normalise of factor 0 .* missing of factor 0/s,
    );
  });

  it('sees no deviation in equal values that rounding makes unequal to their mean', () => {
    expect(scoresOf(new Array(6).fill(0.1), 'zScore')).toEqual([0, 0, 0, 0, 0, 0]);
    expect(scoresOf(new Array(11).fill(1e-3), 'zScore')).toEqual(new Array(11).fill(0));
  });

  it('takes any id for a factor', () => {
    const { contributions, missing } = scorePotential(accountsOf([2]), [
      { id: '__proto__', weight: 3, value: read },
    ]);
    expect(Object.entries(contributions)).toEqual([['__proto__', Float64Array.of(6)]]);
    expect(Object.keys(missing)).toEqual(['__proto__']);
  });

  it('scores 0 where nothing is known and the rest should share', () => {
    const factor = { weight: 1, value: read, missing: 'exclude' } as const;
    const { scores } = scorePotential(accountsOf([null, 4]), [
      { id: 'f', ...factor },
      { id: 'g', ...factor },
    ]);
    expect(Array.from(scores)).toEqual([0, 8]);
  });

  it('scores no accounts', () => {
    expect(scorePotential([], [{ id: 'f', weight: 1, value: read }]).scores).toHaveLength(0);
  });
});
