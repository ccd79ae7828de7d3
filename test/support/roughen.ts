/** What makes sums hang on their order: some cancel and leave digits far below them, the others are decimals. */
const ROUGH = [1e16, 1, 0.1, 0.3, 1e16, 0.7, 3, 1e-3];

/** A number of the same sign that is hard to add up; the same one for the same number. */
export function roughNumber(value: number, largest = 1e16): number {
  const size = Math.abs(value);
  const rough = ROUGH[Math.trunc(size) % (2 * ROUGH.length)] ?? size / 7;
  return Math.sign(value) * Math.min(rough, largest);
}

/** The same lists and records with rough numbers in them. */
export function roughen(value: unknown, largest?: number): unknown {
  if (typeof value === 'number') return roughNumber(value, largest);
  if (Array.isArray(value)) return value.map((part) => roughen(part, largest));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, roughen(part, largest)]));
}
