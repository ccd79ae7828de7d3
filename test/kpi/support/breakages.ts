import type { ValidCall } from './validCalls.js';

/** One thing broken in the arguments of a call. */
export interface Breakage {
  readonly how: 'null' | 'missing' | 'wrong';
  /** Name of the argument, then keys and positions down to what is broken. */
  readonly path: readonly (string | number)[];
  /** What stands there instead; `undefined` of a key that is missing. */
  readonly value: unknown;
  /** Whether it is the end of a path: no list and no record. */
  readonly isLeaf: boolean;
}

/** Every way to break one thing in a call: lists, rows and fields, each in turn. */
export function breakagesOf({ given, closed = [] }: ValidCall): Breakage[] {
  const found: Breakage[] = [];
  for (const name of Object.keys(given)) visit([name], given[name], closed, found);
  return found;
}

function visit(
  path: readonly (string | number)[],
  value: unknown,
  closed: readonly string[],
  found: Breakage[],
): void {
  const isLeaf = typeof value !== 'object' || value === null || ArrayBuffer.isView(value);
  const add = (how: Breakage['how'], instead: unknown) => found.push({ how, path, value: instead, isLeaf });
  if (value !== null) add('null', null);
  // Options and arguments at the end may always be left out.
  if (path.length > 1 && path[0] !== 'options') add('missing', undefined);
  for (const wrong of wrongFor(value)) add('wrong', wrong);
  if (isLeaf || closed.includes(patternOf(path))) return;
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value as object);
  for (const key of keys) visit([...path, key], (value as never)[key], closed, found);
}

function wrongFor(value: unknown): unknown[] {
  if (value === null) return [{}];
  switch (typeof value) {
    case 'number':
      return [Number.NaN, '7', 7n, Symbol('7')];
    case 'string':
      return [7, {}, Object.create(null), Symbol('7')];
    case 'boolean':
      return ['yes', 1];
    case 'function':
      return [7];
    default:
      return Array.isArray(value) || ArrayBuffer.isView(value) ? [7, 'abc', {}] : [7, 'abc', []];
  }
}

/** `rows.*.id` of a path. */
export const patternOf = (path: readonly (string | number)[]): string =>
  path.map((key) => (typeof key === 'number' ? '*' : key)).join('.');

/** Whether a list of what is allowed, such as `null rows.*.group`, names a breakage. */
export function isAllowed({ how, path }: Breakage, allowed: readonly string[] = []): boolean {
  const own = `${how} ${patternOf(path)}`;
  const anyKey = own.replace(/[^.]+$/, '*');
  return allowed.includes(own) || allowed.includes(anyKey);
}

/** The arguments, in their order, with things broken in them. */
export function argumentsWith(
  given: Readonly<Record<string, unknown>>,
  breakages: readonly Breakage[],
): unknown[] {
  const copy = copyOf(given) as Record<string, unknown>;
  for (const { path, value, how } of breakages) {
    let at = copy as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) at = at[key] as typeof at;
    const last = path[path.length - 1];
    if (how === 'missing') delete at[last];
    else at[last] = value;
  }
  return Object.values(copy);
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyOf(part)]));
}
