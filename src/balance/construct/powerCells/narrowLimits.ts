import type { SearchProblem } from '../../searchProblem.js';

/** Room left inside limits for rounding: a share of their width, at most this share of a mean target. */
const ROOM = 0.15;
const MOST_ROOM = 0.01;
/** Limits off a whole number of units by less than this share are rounding errors. */
const ROUNDING = 1e-9;

/** What territories may hold while borders are in parts of units. */
export interface NarrowLimits {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Entry `[j]` is by how much they are narrower than those of territory j, at either end. */
  readonly rooms: Float64Array;
}

/**
 * Limits with room on either side for what rounding whole units adds or takes. Where all loads are equal, limits at whole
 * numbers of units stand instead: they take nothing from any plan, and the cheapest assignment within them splits no unit.
 *
 * @param isWholeBest - whether whole numbers also stand where there is room for more than one unit: with many points,
 * prices for limits with room are found sooner
 */
export function narrowLimits({ lower, upper, load }: SearchProblem, isWholeBest: boolean): NarrowLimits {
  const rooms = lower.map((low, j) => Math.min(MOST_ROOM, ROOM * (upper[j] - low)));
  const one = load[0];
  if ((isWholeBest || rooms.some((room) => room < one)) && areEqual(load)) {
    const whole = {
      lower: lower.map((low) => one * Math.ceil((low / one) * (1 - ROUNDING))),
      upper: upper.map((high) => one * Math.floor((high / one) * (1 + ROUNDING))),
    };
    if (whole.lower.every((low, j) => low <= whole.upper[j]))
      return { ...whole, rooms: new Float64Array(lower.length) };
  }
  return {
    lower: lower.map((low, j) => (low > 0 ? low + rooms[j] : 0)),
    upper: upper.map((high, j) => high - rooms[j]),
    rooms,
  };
}

function areEqual(values: Float64Array): boolean {
  for (let at = 1; at < values.length; at++) if (values[at] !== values[0]) return false;
  return true;
}

/** Limits that any load is within. */
export function withoutLimits(k: number, total: number): NarrowLimits {
  return { lower: new Float64Array(k), upper: new Float64Array(k).fill(total), rooms: new Float64Array(k) };
}
