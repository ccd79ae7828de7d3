/** Where a value is within the arguments of a call: the argument, then keys and positions. */
export type Path = readonly (string | number)[];

/** Lists every value inside arguments, the lists and records that hold them included. */
export function listPaths(value: unknown, path: Path = []): Path[] {
  const inside = isHolder(value) ? Object.keys(value).flatMap((key) => step(value, key, path)) : [];
  return path.length === 0 ? inside : [path, ...inside];
}

function step(holder: object, key: string, path: Path): Path[] {
  const isList = Array.isArray(holder) || ArrayBuffer.isView(holder);
  return listPaths((holder as Record<string, unknown>)[key], [...path, isList ? Number(key) : key]);
}

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The value at a path. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((holder, key) => (holder as Record<string | number, unknown>)[key], value);
}

/** A copy of arguments in which the value at a path is another one; lists of numbers become plain lists. */
export function replaceAt<T>(value: T, path: Path, replacement: unknown): T {
  if (path.length === 0) return replacement as T;
  const [key, ...rest] = path;
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  const copy = (isList ? Array.from(value as never) : { ...value }) as Record<string | number, unknown>;
  copy[key] = replaceAt(copy[key], rest, replacement);
  return copy as T;
}

/** What none of our inputs may be: it neither compares nor turns into a text. */
const hostile = [Symbol('hostile'), Object.create(null) as object];

/** Values of a wrong type for the place of a right one, such as files, forms and slips of the pen give. */
export function wrongValues(right: unknown): readonly unknown[] {
  if (typeof right === 'number') return [null, '1', true, [], {}, Number.NaN, 1n, ...hostile];
  if (typeof right === 'string') return [null, 7, true, [], {}, ...hostile];
  if (typeof right === 'boolean') return [null, 'true', 1, [], ...hostile];
  const isList = Array.isArray(right) || ArrayBuffer.isView(right);
  return isList ? [null, 7, 'list', true, {}, ...hostile] : [null, 7, 'text', true, hostile[0]];
}
