import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../src/core/errors.js';
import { showValue } from '../../src/core/issue.js';
import * as segment from '../../src/segment/index.js';
import { goodCalls } from './goodCalls.js';

type Run = (...args: unknown[]) => unknown;
const functions = Object.entries(segment).flatMap(([name, value]) =>
  typeof value === 'function' ? [name] : [],
);
const runOf = (name: string) => (segment as unknown as Record<string, Run>)[name];

/** Values that come out of files, forms and forgotten code. */
const hostile: readonly unknown[] = [
  null,
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  'text',
  '',
  true,
  7n,
  {},
  [],
  [null],
  { length: 0 },
  { length: 2, 0: 1, 1: 2 },
  { length: 3, 0: 'a', 1: 'b', 2: 'c' },
  new Date(0),
  () => null,
  Object.create(null),
  Symbol('odd'),
];

/** Fields of accounts. What profiles and duplicates find wrong in them is a finding; others ask functions of the caller. */
const accountFields = /^0\.\d+\.(id|name|lon|lat|measures\.beds|attributes\.\w+)$/;

/** By function: places that it does not read, or in which nothing is wrong. */
const notRead: Readonly<Record<string, RegExp>> = {
  findDuplicates: accountFields,
  profileAccounts: new RegExp(`${accountFields.source}|^1\\.duplicates\\.0\\.(reasons|fills|conflicts)`),
  qualifyAccounts:
    /possibleScore|knownShare|contributions|evidence|nextQuestion|criterionId|reason|gaps\.[1-9]/,
  qualifyDeals: /^1\.(id|criteria\.\d+\.name)$/,
  scoreLookAlikes: /^0\.\d+\.(id|name|lon|lat|attributes\.\w+)$/,
  scorePotential: /^0\.\d+\.(id|name|lon|lat|attributes\.\w+)$/,
  segmentByDimensions: /^0\.\d+\.(id|name|lon|lat|attributes\.seen)$/,
  segmentByRules: accountFields,
};

/** By function: the field of an issue about what is read by a function or column of the caller, which has a name there. */
const calledBy: Readonly<Record<string, string>> = {
  profileAccounts: 'options',
  regressPotential: 'beds',
  scorePotential: 'beds',
  scoreLookAlikes: 'beds',
  segmentByDimensions: 'weight',
};

/** Every place in a value, outermost first: the keys that lead there. */
function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  const own = path.length === 0 ? [] : [[...path]];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))];
}

/** The value with another one in a place; everything on the way there is copied. */
function withPut(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = rest.length === 0 ? other : withPut(copy[key], rest, other);
  return copy;
}

/** What a call throws; `null` where it does not. */
function errorOf(name: string, args: readonly unknown[]): unknown {
  try {
    runOf(name)(...args);
    return null;
  } catch (error) {
    return error;
  }
}

describe('goodCalls', () => {
  it('has every public function, and each call is right', () => {
    expect(Object.keys(goodCalls).sort()).toEqual(functions.sort());
    for (const [name, make] of Object.entries(goodCalls))
      expect([name, errorOf(name, make())]).toEqual([name, null]);
  });
});

/** Every number in a value, columns included. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** The same with every number as many times as large, as far as numbers go. */
function enlarged(value: unknown, factor: number): unknown {
  if (typeof value === 'number')
    return Math.sign(value) * Math.min(Math.abs(value) * factor, Number.MAX_VALUE);
  if (Array.isArray(value)) return value.map((part) => enlarged(part, factor));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, enlarged(part, factor)]));
}

describe('huge numbers', () => {
  it.each(Object.keys(goodCalls))('are refused by name, or have a finite answer: %s', (name) => {
    const good = goodCalls[name]();
    const tried = [1e80, 1e100, 1e150, 1e300, 1e308].flatMap((factor) => [
      ...good.map((_, a) => good.with(a, enlarged(good[a], factor))),
      good.map((part) => enlarged(part, factor)),
    ]);
    for (const place of placesIn(good))
      for (const value of [5e-324, 1e-100, 1e100, 1e200, 1.7e308, -1e200])
        tried.push(withPut(good, place, value) as unknown[]);
    const failed: string[] = [];
    for (const args of tried) {
      try {
        // NaN stands for unknown in predictors.
        const odd = numbersIn(runOf(name)(...args)).filter(
          (number) => !Number.isFinite(number) && name !== 'categoryPredictors',
        );
        if (odd.length > 0) failed.push(`${odd[0]} of ${JSON.stringify(args)}`);
      } catch (error) {
        const isNamed = error instanceof InputError || error instanceof OptionsError;
        if (!isNamed || error.issues.some(({ field }) => field === '')) failed.push(`${error}`);
      }
    }
    expect(failed.slice(0, 5)).toEqual([]);
  });
});

describe('bad input', () => {
  it.each(Object.keys(goodCalls))(
    'is named by its place, or harmless, whatever it is and wherever: %s',
    (name) => {
      const good = goodCalls[name]();
      const failed: string[] = [];
      for (const place of placesIn(good)) {
        for (const value of hostile) {
          const error = errorOf(name, withPut(good, place, value) as unknown[]);
          if (error === null) continue;
          const isNamed =
            (error instanceof InputError || error instanceof OptionsError) &&
            error.issues.length > 0 &&
            error.issues.every(
              ({ field, expected, received }) => field !== '' && expected !== '' && received !== '',
            );
          if (!isNamed) failed.push(`${place.join('.')} = ${showValue(value)}: ${error}`);
        }
      }
      expect(failed).toEqual([]);
    },
  );

  it.each(Object.keys(goodCalls))('is refused wherever it is read, by row and field: %s', (name) => {
    const good = goodCalls[name]();
    const failed: string[] = [];
    for (const place of placesIn(good)) {
      const path = place.join('.');
      if (notRead[name]?.test(path)) continue;
      // A value that is of no type that any field has.
      const error = errorOf(name, withPut(good, place, Symbol('odd')) as unknown[]);
      const issues = error instanceof InputError || error instanceof OptionsError ? error.issues : [];
      const isRow = (part: string) => /^\d+$/.test(part);
      const rows = error instanceof InputError ? place.slice(1).filter(isRow) : [];
      const words = place.filter((part) => !isRow(part));
      const isNamed = issues.some(
        (issue) =>
          calledBy[name] === issue.field ||
          ((words.length === 0 || words.some((word) => `${issue.field} ${issue.expected}`.includes(word))) &&
            (rows.length === 0 ||
              rows.some((row) => issue.row === Number(row) || issue.field.includes(row)))),
      );
      if (!isNamed) failed.push(`${path}: ${error}`);
    }
    expect(failed).toEqual([]);
  });

  it.each(Object.keys(goodCalls))('is named all at once: %s', (name) => {
    const good = goodCalls[name]();
    for (const [arg, list] of good.entries()) {
      if (!Array.isArray(list) || list.length < 2) continue;
      const error = errorOf(
        name,
        good.with(
          arg,
          list.map(() => Symbol('odd')),
        ),
      );
      expect([arg, error instanceof InputError || error instanceof OptionsError]).toEqual([arg, true]);
      if (!(error instanceof InputError)) continue;
      expect([arg, new Set(error.issues.map(({ row }) => row)).size]).toEqual([arg, list.length]);
    }
  });
});
