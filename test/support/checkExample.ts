/** Fails with the line, unless `actual` equals `expected` in depth, numbers to within 1e-9 of their size. */
export function check(line: number, actual: unknown, expected: unknown): void {
  if (!isClose(actual, expected)) {
    throw new Error(`line ${line} says ${show(expected)}, but the value is ${show(actual)}`);
  }
}

function isClose(actual: unknown, expected: unknown): boolean {
  if (Object.is(actual, expected)) return true;
  if (typeof actual === 'number' && typeof expected === 'number') {
    return Math.abs(actual - expected) <= 1e-9 * Math.max(Math.abs(actual), Math.abs(expected));
  }
  if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null) {
    return false;
  }
  if (isList(actual) || isList(expected)) {
    if (!isList(actual) || !isList(expected)) return false;
    const others = Array.from(expected);
    return (
      actual.length === expected.length && Array.from(actual).every((value, i) => isClose(value, others[i]))
    );
  }
  if (actual instanceof Map || actual instanceof Set) {
    return (
      actual.constructor === expected.constructor && isClose([...actual], [...(expected as Set<unknown>)])
    );
  }
  const [mine, theirs] = [definedEntries(actual), definedEntries(expected)];
  return (
    mine.length === theirs.length &&
    mine.every(
      ([key, value]) =>
        Object.hasOwn(expected, key) && isClose(value, (expected as Record<string, unknown>)[key]),
    )
  );
}

/** An array or a typed array: documentation writes both as a list of values. */
function isList(value: object): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function definedEntries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, part]) => part !== undefined);
}

function show(value: unknown): string {
  return (
    JSON.stringify(value, (_, part) => {
      if (typeof part === 'number' && !Number.isFinite(part)) return String(part);
      if (part instanceof Map || part instanceof Set) return [...part];
      return typeof part === 'object' && part !== null && isList(part) ? Array.from(part) : part;
    }) ?? String(value)
  );
}
