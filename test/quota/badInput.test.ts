import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../src/core/errors.js';
import { badValue, type Issue, showValue } from '../../src/core/issue.js';
import * as quota from '../../src/quota/index.js';
import { listPaths, type Path, replaceAt, valueAt, wrongValues } from './support/breakInput.js';
import { findNoNumbers } from './support/findNoNumbers.js';
import { alsoRight, validCalls } from './support/validCalls.js';

type Run = (...given: readonly unknown[]) => unknown;
const functions = Object.entries(quota) as [keyof typeof validCalls, Run][];

describe('every public function of the room', () => {
  it('is in the list of calls', () => {
    expect(functions.map(([name]) => name).sort()).toEqual(Object.keys(validCalls).sort());
  });

  describe.each(functions)('%s', (name, run) => {
    const call: readonly unknown[] = validCalls[name];
    const paths = listPaths(call);

    it('answers a call with every field there is', () => {
      expect(() => run(...call)).not.toThrow();
    });

    it('refuses a value of a wrong type anywhere, and names its row and field', () => {
      const slips: string[] = [];
      for (const path of paths) {
        for (const wrong of wrongValues(valueAt(call, path))) {
          if (alsoRight[`${name} ${path.join('.')}`] === wrong) continue;
          const issues = issuesOf(() => run(...replaceAt(call, path, wrong)));
          if (issues.some((issue) => names(issue, path))) continue;
          slips.push(`${path.join('.')} as ${showValue(wrong)}: ${issues.map(({ message }) => message)}`);
        }
      }
      expect(slips).toEqual([]);
    });

    it.each([
      ['value', (value: unknown) => typeof value !== 'object'],
      [
        'row',
        (value: unknown, path: Path) =>
          typeof value === 'object' && typeof path[path.length - 1] === 'number',
      ],
    ])('names every %s that is wrong at once', (_, isMeant) => {
      // Options are the caller's code and not its data: they are judged first, and on their own.
      const isData = ([argument]: Path) =>
        !issuesOf(() => run(...replaceAt(call, [argument], null))).some(isOption);
      const meant = paths.filter((path) => isData(path) && isMeant(valueAt(call, path), path));
      const outermost = meant.filter((path) => !meant.some((other) => isWithin(path, other)));
      const broken = outermost.reduce((given, path) => replaceAt(given, path, Symbol('broken')), call);
      const issues = issuesOf(() => run(...broken));
      expect(outermost.filter((path) => !issues.some((issue) => names(issue, path)))).toEqual([]);
    });

    it('has an answer in finite numbers, or names what is too large or too small', () => {
      const numbers = paths.filter((path) => typeof valueAt(call, path) === 'number');
      const alike = (path: Path) => path.map((key) => (typeof key === 'number' ? '*' : key)).join('.');
      const slips: string[] = [];
      for (const extreme of [Number.MAX_VALUE, 1e200, 1e100, 1e-100, Number.MIN_VALUE]) {
        for (const path of numbers) {
          // Alone, and in all rows.
          for (const those of [[path], numbers.filter((other) => alike(other) === alike(path))]) {
            const given = those.reduce((all, each) => replaceAt(all, each, extreme), call);
            let answer: unknown = null;
            const issues = issuesOf(() => {
              answer = run(...given);
            });
            const bad = [...findNoNumbers(answer), ...issues.filter(({ code }) => code === THROWN)];
            if (bad.length > 0)
              slips.push(`${path.join('.')} as ${extreme}: ${JSON.stringify(bad.slice(0, 3))}`);
          }
        }
      }
      expect(slips).toEqual([]);
    });

    it('takes or refuses what is missing anywhere, and breaks on none of it', () => {
      for (const path of paths) {
        const issues = issuesOf(() => run(...replaceAt(call, path, undefined)));
        expect(issues.filter(({ code }) => code === THROWN)).toEqual([]);
      }
    });
  });
});

const isOption = ({ code }: Issue) => code === 'bad-option';

const isWithin = (path: Path, other: Path) =>
  path.length > other.length && other.every((key, at) => key === path[at]);

const THROWN = 'thrown';

/** Issues of bad input or options; anything else that is thrown is one of its own, which names no place. */
function issuesOf(run: () => unknown): readonly Issue[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError || error instanceof OptionsError) return error.issues;
    return [badValue(-1, '', THROWN, 'an InputError', String(error))];
  }
  return [];
}

/** Whether an issue tells where a path leads: the option; its last field, or the row where the row itself is wrong. */
function names(issue: Issue, [, ...path]: Path): boolean {
  const { row, field } = issue;
  if (isOption(issue) && path.length > 0) return field === path[0];
  const positions = path.filter((key) => typeof key === 'number');
  const isInRow =
    positions.length === 0 || row === positions[0] || field.split('.').includes(`${positions[0]}`);
  const last = path[path.length - 1];
  return isInRow && (typeof last !== 'string' || field.split('.').includes(last));
}
