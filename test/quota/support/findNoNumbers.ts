/** Places within an answer that hold NaN, or an infinity; both would spoil every sum they get into. */
export function findNoNumbers(value: unknown, place = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${place} ${value}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => findNoNumbers(part, `${place}.${key}`));
}
