import { OptionsError } from './errors.js';
import { badValue, type Issue } from './issue.js';
import { isRecord } from './records.js';

/** Says what is wrong with a value: a phrase that completes "expected …", or `null` when it is right. */
export type OptionCheck = (value: unknown) => string | null;

/**
 * Resolves what a caller gave against the defaults: every key known, every value checked, nothing optional left.
 *
 * @param what - whose options they are, for the message
 * @param defaults - one entry for every option there is; decides which keys are known
 * @param given - what the caller gave; `undefined` entries count as not given
 * @param checks - for some or all keys, how a good value is told from a bad one
 * @returns a new frozen object with every key of `defaults`
 * @throws {@link OptionsError} naming every unknown key and every bad value at once
 */
export function resolveOptions<T extends object>(
  what: string,
  defaults: T,
  given: Partial<T> | undefined,
  checks: { readonly [K in keyof T]?: OptionCheck },
): Readonly<T> {
  const resolved: T = { ...defaults };
  const issues: Issue[] = [];
  if (given !== undefined && !isRecord(given)) {
    throw new OptionsError(what, [badValue(null, 'options', 'bad-option', 'an object', given)]);
  }
  for (const key of Object.keys(given ?? {})) {
    if (!Object.hasOwn(defaults, key)) {
      issues.push({
        row: null,
        field: key,
        code: 'unknown-option',
        severity: 'error',
        expected: `one of ${Object.keys(defaults).join(', ')}`,
        received: key,
        message: `there is no option "${key}"; there are ${Object.keys(defaults).join(', ')}`,
      });
      continue;
    }
    const name = key as keyof T & string;
    const value = (given as Partial<T>)[name];
    if (value === undefined) continue;
    const expected = checks[name]?.(value) ?? null;
    if (expected === null) resolved[name] = value as T[typeof name];
    else issues.push(badValue(null, name, 'bad-option', expected, value));
  }
  if (issues.length > 0) throw new OptionsError(what, issues);
  return Object.freeze(resolved);
}

/**
 * Defaults that have those of other options in front, as one frozen record. A bundler leaves out a pure call of which nobody
 * uses the outcome; a record into which others are spread it keeps, in whatever else is imported of the room.
 *
 * @param parts - in the order in which messages name the options
 */
export function joinDefaults<const A extends object, const B extends object, const C extends object = object>(
  ...parts: readonly [first: A, second: B, third?: C]
): Readonly<A & B & C> {
  return Object.freeze(Object.assign({}, ...parts));
}

/**
 * Makes a check for a finite number in a closed range.
 *
 * @param low - smallest good value
 * @param high - largest good value, infinity unless told
 * @returns the check
 */
export function numberIn(low: number, high: number = Number.POSITIVE_INFINITY): OptionCheck {
  return (value) =>
    typeof value === 'number' && value >= low && value <= high ? null : `a number from ${low} to ${high}`;
}

/**
 * Makes a check for a whole number in a closed range.
 *
 * @param low - smallest good value
 * @param high - largest good value, the largest safe integer unless told
 * @returns the check
 */
export function integerIn(low: number, high: number = Number.MAX_SAFE_INTEGER): OptionCheck {
  return (value) =>
    Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high
      ? null
      : `a whole number from ${low} to ${high}`;
}

/**
 * Makes a check for one of a few words.
 *
 * @param words - the good values
 * @returns the check
 */
export function oneOf(...words: readonly string[]): OptionCheck {
  return (value) => (words.includes(value as string) ? null : `one of ${words.join(', ')}`);
}
