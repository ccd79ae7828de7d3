/** Plain values of an answer, to the bit: columns as lists, -0 as a text. */
export function plainOf(value: unknown): unknown {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : value;
  if (ArrayBuffer.isView(value)) return Array.from(value as never, plainOf);
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainOf(part)]));
}
