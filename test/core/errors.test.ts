import { describe, expect, it } from 'vitest';
import { InputError, InternalError, invariant, OptionsError } from '../../src/core/errors.js';
import { badValue } from '../../src/core/issue.js';

describe('InputError', () => {
  const issues = [
    badValue(3, 'lat', 'out-of-range', 'a latitude', 91),
    badValue(4, 'zip', 'lost-zeros', '5 digits', '1039', 'fixed'),
    badValue(null, 'hours', 'unknown-column', 'a column', undefined),
  ];

  it('counts and spells out the errors, and carries everything', () => {
    const error = new InputError('accounts', issues);
    expect(error.message).toBe(
      [
        'accounts: 2 errors',
        '1 x out-of-range',
        '1 x unknown-column',
        '  row 3, lat: lat should be a latitude, but is 91',
        '  all rows, hours: hours should be a column, but is nothing',
      ].join('\n'),
    );
    expect(error.issues).toBe(issues);
    expect(new InputError('reps', issues.slice(0, 1)).message).toMatch(/^reps: 1 error\n/);
  });

  it('is an Error that says its name', () => {
    const error = new InputError('accounts', issues);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('InputError');
    expect(String(error)).toMatch(/^InputError: accounts/);
  });
});

describe('OptionsError', () => {
  it('joins what is wrong with every option', () => {
    const issues = [badValue(null, 'seed', 'bad-option', 'a whole number', 0.5)];
    const error = new OptionsError('balance', issues);
    expect(error.message).toBe('options of balance: seed should be a whole number, but is 0.5');
    expect([error.name, error.issues]).toEqual(['OptionsError', issues]);
  });
});

describe('invariant', () => {
  it('is silent while the fact holds and throws once it does not', () => {
    expect(() => invariant(true, 'fine')).not.toThrow();
    expect(() => invariant(false, 'loads went negative')).toThrow(InternalError);
    expect(() => invariant(false, 'loads went negative')).toThrow('loads went negative');
  });
});
