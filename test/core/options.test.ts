import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../src/core/errors.js';
import { integerIn, numberIn, oneOf, resolveOptions } from '../../src/core/options.js';

const defaults = { rounds: 10, mode: 'fast', weight: 1 };
const checks = { rounds: integerIn(0, 100), mode: oneOf('fast', 'slow'), weight: numberIn(0) };
const resolve = (given?: object) => resolveOptions('engine', defaults, given, checks);

function issuesOf(given: object) {
  try {
    resolve(given);
  } catch (error) {
    expect(error).toBeInstanceOf(OptionsError);
    return (error as OptionsError).issues.map(({ field, code }) => `${field} ${code}`);
  }
  return [];
}

describe('resolveOptions', () => {
  it('fills in what was not given, undefined included', () => {
    expect(resolve()).toEqual(defaults);
    expect(resolve({ rounds: 3, mode: undefined })).toEqual({ rounds: 3, mode: 'fast', weight: 1 });
  });

  it('gives a frozen copy and leaves the defaults alone', () => {
    const resolved = resolve({ rounds: 3 });
    expect(Object.isFrozen(resolved)).toBe(true);
    expect(resolved).not.toBe(defaults);
    expect(defaults.rounds).toBe(10);
  });

  it('names every unknown key and every bad value at once', () => {
    expect(issuesOf({ round: 1, rounds: 1.5, mode: 'medium', weight: -1 })).toEqual([
      'round unknown-option',
      'rounds bad-option',
      'mode bad-option',
      'weight bad-option',
    ]);
  });

  it('says which options there are', () => {
    expect(() => resolve({ round: 1 })).toThrow(
      'options of engine: there is no option "round"; there are rounds, mode, weight',
    );
  });

  it('refuses names that every object inherits', () => {
    expect(issuesOf(JSON.parse('{"__proto__": {"rounds": 1}, "constructor": 1}'))).toEqual([
      '__proto__ unknown-option',
      'constructor unknown-option',
    ]);
    expect(({} as { rounds?: number }).rounds).toBe(undefined);
  });

  it.each([null, 5, 'fast'])('refuses %o in the place of an object', (given) => {
    expect(() => resolve(given as never)).toThrow(OptionsError);
  });
});

describe('numberIn', () => {
  it('accepts its ends and nothing that is no number in between', () => {
    const check = numberIn(0, 1);
    expect([0, 1, 0.5].map(check)).toEqual([null, null, null]);
    expect(check(-0.1)).toBe('a number from 0 to 1');
    for (const value of [1.1, Number.NaN, '0.5', null, undefined]) expect(check(value)).not.toBe(null);
  });

  it('accepts infinity only where there is no upper end', () => {
    expect(numberIn(0)(Infinity)).toBe(null);
    expect(numberIn(0, 1e9)(Infinity)).not.toBe(null);
  });
});

describe('integerIn', () => {
  it('accepts safe whole numbers only', () => {
    expect(integerIn(-5)(-5)).toBe(null);
    for (const value of [-6, 0.5, 2 ** 53, Infinity, '1']) expect(integerIn(-5)(value)).not.toBe(null);
  });
});

describe('oneOf', () => {
  it('accepts its words only', () => {
    expect(oneOf('a', 'b')('b')).toBe(null);
    expect(oneOf('a', 'b')('c')).toBe('one of a, b');
    expect(oneOf('a')(['a'])).toBe('one of a');
  });
});
