import { OptionsError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import type { Account, AttributeValue } from '../../model/account.js';
import { fieldNames, fieldReader } from '../readField.js';

/** A comparison of one field with a value. */
export type Comparison = { readonly field: string } & (
  | { readonly is: 'equal'; readonly value: string | number | boolean }
  | { readonly is: 'oneOf'; readonly value: readonly (string | number | boolean)[] }
  | { readonly is: 'startsWith' | 'contains'; readonly value: string }
  | { readonly is: 'above' | 'atLeast' | 'atMost' | 'below'; readonly value: number }
  | { readonly is: 'missing' }
);

/** What an account must be like: comparisons, joined by `all`, `any` and `not`. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Comparison;

/** A condition made ready to be asked of many accounts. */
export interface CompiledCondition {
  /** Whether an account meets it. */
  readonly holds: (account: Account) => boolean;
  /** The condition in words. */
  readonly words: string;
}

/** How deep conditions may be nested. Chosen: far beyond what anybody writes, far below the stack. */
const DEEPEST = 50;

/**
 * Makes a condition ready to be asked of many accounts.
 *
 * @param condition - `all`, `any`, `not` and comparisons; fields are `id`, `name`, `lon`, `lat`, `parentId`,
 * `incumbentId`, `measures.…` and `attributes.…`
 * @returns a predicate, and the condition in words
 * @throws {@link OptionsError} naming every part that is no condition, by its path
 * @remarks A comparison with a value that is missing, or is of another type, does not hold; so its `not` does. `missing`
 * holds for what is absent, null, NaN or an empty text. `all` of nothing holds, `any` of nothing does not. Texts are
 * compared to the letter. O(parts) an account.
 * @example
 * ```ts
 * import { compileCondition } from 'bailiwick/segment';
 *
 * const { holds, words } = compileCondition({
 *   all: [
 *     { field: 'attributes.zip', is: 'startsWith', value: '9' },
 *     { not: { field: 'measures.beds', is: 'below', value: 100 } },
 *   ],
 * });
 * words; // => 'attributes.zip starts with "9" and not measures.beds is below 100'
 * holds({ id: 'a', measures: { beds: 120 }, attributes: { zip: '90210' } }); // => true
 * holds({ id: 'b', measures: {}, attributes: { zip: '90210' } }); // => true
 * ```
 */
export function compileCondition(condition: Condition): CompiledCondition {
  const issues: Issue[] = [];
  const compiled = compile(condition, 'condition', issues, 0);
  if (issues.length > 0) throw new OptionsError('compileCondition', issues);
  return compiled;
}

/** Compiles a part and notes what is wrong with it. */
export function compile(
  condition: Condition,
  path: string,
  issues: Issue[],
  depth: number,
): CompiledCondition {
  const part = (condition ?? {}) as Record<string, unknown>;
  const never = { holds: () => false, words: 'never' };
  if (depth > DEEPEST) {
    issues.push(badValue(null, path, 'bad-option', `nested ${DEEPEST} deep at the most`, condition));
    return never;
  }
  for (const join of ['all', 'any'] as const) {
    if (!Object.hasOwn(part, join)) continue;
    const list = part[join];
    if (Array.isArray(list)) {
      return joined(
        join,
        list.map((each, i) => compile(each, `${path}.${join}.${i}`, issues, depth + 1)),
      );
    }
    issues.push(badValue(null, `${path}.${join}`, 'bad-option', 'a list of conditions', list));
    return never;
  }
  if (Object.hasOwn(part, 'not')) {
    const { holds, words } = compile(part.not as Condition, `${path}.not`, issues, depth + 1);
    const isJoin = typeof part.not === 'object' && part.not !== null && !('field' in part.not);
    return { holds: (account) => !holds(account), words: isJoin ? `not (${words})` : `not ${words}` };
  }
  return comparison(part, path, issues) ?? never;
}

function joined(join: 'all' | 'any', parts: readonly CompiledCondition[]): CompiledCondition {
  const predicates = parts.map(({ holds }) => holds);
  if (parts.length === 0) return { holds: () => join === 'all', words: join === 'all' ? 'always' : 'never' };
  if (parts.length === 1) return parts[0];
  const word = join === 'all' ? ' and ' : ' or ';
  const texts = parts.map(({ words }) => (/ (and|or) /.test(words) ? `(${words})` : words));
  return {
    holds:
      join === 'all'
        ? (account) => predicates.every((holds) => holds(account))
        : (account) => predicates.some((holds) => holds(account)),
    words: texts.join(word),
  };
}

function comparison(part: Record<string, unknown>, path: string, issues: Issue[]): CompiledCondition | null {
  const { field, is, value } = part;
  const read = fieldReader(field);
  if (read === null) {
    const expected = `all, any, not, or a field: ${fieldNames()}`;
    issues.push(badValue(null, `${path}.field`, 'bad-option', expected, field));
    return null;
  }
  const test = testOf(is, value);
  if (test === null) {
    issues.push(
      badValue(
        null,
        `${path}.is`,
        'bad-option',
        'equal, oneOf, startsWith, contains, above, atLeast, atMost, below or missing',
        is,
      ),
    );
    return null;
  }
  if (typeof test === 'string') {
    issues.push(badValue(null, `${path}.value`, 'bad-option', test, value));
    return null;
  }
  const shown = Array.isArray(value)
    ? value.map((each) => JSON.stringify(each)).join(', ')
    : JSON.stringify(value);
  return {
    holds: (account) => test.holds(read(account)),
    words: is === 'missing' ? `${field} is missing` : `${field} ${test.words} ${shown}`,
  };
}

interface Test {
  readonly holds: (own: AttributeValue) => boolean;
  readonly words: string;
}

/** The test; words for what the value should be where it is not; `null` where there is no such comparison. */
function testOf(is: unknown, value: unknown): Test | string | null {
  switch (is) {
    case 'missing':
      return value === undefined ? { holds: (own) => own === null, words: '' } : 'left out';
    case 'equal':
      return isPlain(value) ? { holds: (own) => own === value, words: 'is' } : 'a text, a number or a flag';
    case 'oneOf': {
      if (!Array.isArray(value) || !value.every(isPlain)) return 'a list of texts, numbers or flags';
      const members = new Set<unknown>(value);
      return { holds: (own) => own !== null && members.has(own), words: 'is one of' };
    }
    case 'startsWith':
    case 'contains':
      if (typeof value !== 'string') return 'a text';
      return is === 'contains'
        ? { holds: (own) => typeof own === 'string' && own.includes(value), words: 'contains' }
        : { holds: (own) => typeof own === 'string' && own.startsWith(value), words: 'starts with' };
    case 'above':
      return order(value, (own, bound) => own > bound, 'is above');
    case 'atLeast':
      return order(value, (own, bound) => own >= bound, 'is at least');
    case 'atMost':
      return order(value, (own, bound) => own <= bound, 'is at most');
    case 'below':
      return order(value, (own, bound) => own < bound, 'is below');
    default:
      return null;
  }
}

function order(
  value: unknown,
  compare: (own: number, bound: number) => boolean,
  words: string,
): Test | string {
  if (typeof value !== 'number' || Number.isNaN(value)) return 'a number';
  return { holds: (own) => typeof own === 'number' && compare(own, value), words };
}

function isPlain(value: unknown): boolean {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && !Number.isNaN(value))
  );
}
