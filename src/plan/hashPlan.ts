import { InputError } from '../core/errors.js';
import { badValue, type Issue } from '../core/issue.js';
import type { Plan } from './plan.js';

/** The offset basis and the prime of 64-bit FNV-1a, in halves of 32 bits (the prime is 2^40 + 0x1b3). */
const BASIS_HIGH = 0xcbf29ce4;
const BASIS_LOW = 0x84222325;
const PRIME_LOW = 0x1b3;

/**
 * Names the contents of a plan in 16 characters: equal plans have equal names, whatever the order of their fields.
 *
 * @param plan - a plan
 * @returns 16 hexadecimal digits
 * @throws `InputError` where there is no plan, and naming every field with a whole number of type `bigint`, which JSON has no
 * way to write, or with a record or list that holds the field itself
 * @remarks A checksum to tell plans apart and to notice accidents, not a signature: somebody who wants to can make two
 * plans with one name. 64-bit FNV-1a (Fowler, Noll, Vo; RFC 9923) over the UTF-16 code units, low byte first, of the
 * JSON text with sorted keys. O(size of the plan); the same on every runtime.
 * @example
 * ```ts
 * import { hashPlan, solvePlan } from 'bailiwick/plan';
 *
 * const plan = solvePlan({
 *   accounts: [{ id: 'a', measures: { hours: 1 }, attributes: {} }],
 *   territories: [{ id: 'all', repIds: [] }],
 *   measures: [{ id: 'hours', tolerance: 0.1 }],
 * });
 * hashPlan(JSON.parse(JSON.stringify(plan))) === hashPlan(plan); // => true
 * ```
 */
export function hashPlan(plan: Plan): string {
  const text = textOf(plan);
  let high = BASIS_HIGH;
  let low = BASIS_LOW;
  const mix = (byte: number) => {
    low = (low ^ byte) >>> 0;
    const product = low * PRIME_LOW;
    high = (Math.imul(high, PRIME_LOW) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    low = product >>> 0;
  };
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    mix(unit & 0xff);
    mix(unit >>> 8);
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

/** The JSON text with sorted keys. */
function textOf(plan: unknown): string {
  const issues: Issue[] = [];
  const refuse = (key: string, value: unknown) => {
    issues.push(badValue(null, key || 'plan', 'wrong-type', 'a value that JSON has', value));
  };
  // From the plan down to what holds the value at hand: what was given, and what is written in its place.
  const above: { readonly given: unknown; readonly written: unknown }[] = [];
  const text = JSON.stringify(plan, function (this: unknown, key, value: unknown) {
    while (above.length > 0 && above[above.length - 1].written !== this) above.pop();
    if (typeof value === 'bigint') refuse(key, value);
    else if (above.some(({ given }) => given === value))
      issues.push(badValue(null, key, 'circle', 'no record or list that holds this field', value));
    else {
      const written = sortKeys(value);
      if (typeof value === 'object' && value !== null) above.push({ given: value, written });
      return written;
    }
    return null;
  });
  // JSON gives no text at all for nothing, a function or a symbol.
  if (text === undefined) refuse('', plan);
  if (issues.length > 0) throw new InputError('hashPlan', issues);
  return text;
}

/** Rebuilds an object with its keys in code-unit order. */
function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
