/** What values that come from anywhere are. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isText = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
export const isListOf = (isGood: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && Array.from(value, isGood).every(Boolean);
export const isMapOf = (isGood: (value: unknown) => boolean) => (value: unknown) =>
  isFields(value) && Object.values(value).every(isGood);
/** What may be left out. */
export const isAbsentOr = (isGood: (value: unknown) => boolean) => (value: unknown) =>
  value === undefined || isGood(value);

/** Whether a value is a load, share, number of trips or the like. */
export function isQuantity(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY;
}

/** Whether there is a place on earth. */
export function isPlace(value: unknown): boolean {
  return (
    isFields(value) &&
    isNumber(value.lon) &&
    isNumber(value.lat) &&
    Math.abs(value.lon) <= 180 &&
    Math.abs(value.lat) <= 90
  );
}
