/**
 * The least that a territory can cost wherever its centre is, proven: branch and bound over boxes of places.
 *
 * Let f(c) = min over fillings y of sum (t d(x, c) - u) y, with d the distance or its square (on the globe the straight
 * line through the earth, which no arc is shorter than). Wanted is a lower bound of f over all places c, and places
 * where f is low.
 *
 * 1. In a box with middle o, d(x, c) is convex in c and so at least its tangent at o. With tangents for distances the
 *    cost of a filling is affine in c, and the least of affine functions is concave: over the box it is least at a
 *    corner. So the least filling at the corners, with tangents, bounds f from below, and its error falls with the
 *    square of the box.
 * 2. On the globe boxes are squares of a cube's sides seen from the middle of the earth. Places in such a box are
 *    mixtures of its corners, stretched by 1 to 1 / cos(radius): these are its corners, twice.
 * 3. A unit cannot be in a least filling anywhere in a box if enough other units cost less per load everywhere in it:
 *    lists of units shrink from box to box.
 * 4. A box whose bound is within `slack` of the least f found at a middle is done; others are cut into quarters, as
 *    long as there are not too many.
 *
 * O(boxes * units near a box); about (R / r)² boxes a territory of radius R, with (r / R)² the slack as a share of the
 * cost of a territory. Reference for the branch and bound: F. Plastria: GBSSS: The Generalized Big Square Small Square
 * Method for Planar Single-Facility Location, 1992, DOI 10.1016/0377-2217(92)90244-4.
 */
import type { Task, Work } from '../../work.js';
import type { FillingUnits } from './fillingUnits.js';
import { LoadFiller } from './fillLoad.js';
import type { TerritoryClass } from './territoryClasses.js';

/** Boxes a territory that are cut at the most: where costs are next to nothing the slack is too. */
const MOST_CUT_BOXES = 1000;
/** Boxes are not cut more often than this: their sides are then rounding errors. */
const MOST_CUTS = 40;

/** Is told of a place where a filling costs less than what is known: its middle, the units that matter there, the cost. */
export type OnLow = (middle: Float64Array, near: Int32Array, value: number) => void;

/** How closely the least filling is looked for. */
export interface FillingGoal {
  /** Fillings that cost at least this are of no interest; infinity where the least one is wanted. */
  readonly level: number;
  /** What may be given up for speed, in cost. */
  readonly slack: number;
  /** Is told of places where a filling costs less than `level`; boxes round them are not looked at any closer. */
  readonly onLow: OnLow | null;
}

/** A lower bound of the least filling of a class of territories, wherever their centre is. */
export function* boundFilling(
  units: FillingUnits,
  { count, lower, upper, seat }: TerritoryClass,
  { level, slack, onLow }: FillingGoal,
  work: Work,
): Task<number> {
  const { dimension, isSquared, places, load, rate, worth } = units;
  const filler = new LoadFiller(units.count);
  const isGlobe = dimension === 3;
  const corners = isGlobe ? 8 : 4;
  const corner = new Float64Array(dimension * corners);
  const middle = new Float64Array(dimension);
  if (seat !== null) {
    middle.set(seat);
    return fillAtMiddle(Int32Array.from({ length: units.count }, (_, i) => i));
  }
  let found = level;
  let bound = Number.POSITIVE_INFINITY;
  const stack: Box[] = rootBoxes(units);
  let cuts = 0;
  while (stack.length > 0) {
    const box = stack.pop()!;
    const radius = layOut(box, isGlobe, middle, corner);
    const near = shrink(box.units, radius);
    const here = fillAtMiddle(near);
    if (onLow === null) found = Math.min(found, here);
    const isSmallest = box.cuts === MOST_CUTS || cuts === MOST_CUT_BOXES * (count + 4);
    // Low fillings need not be known as closely as the least one.
    const wanted = onLow === null ? found - slack : Math.min(here, found) - 2 * slack;
    let least = Number.POSITIVE_INFINITY;
    for (let v = 0; v < corners && (least >= wanted || isSmallest); v++) {
      least = Math.min(least, fillAtCorner(near, v));
    }
    if (work.isPauseDue(near.length * (corners + 2))) yield;
    if (least >= wanted || isSmallest) {
      bound = Math.min(bound, least);
      if (onLow !== null && here < found - slack) onLow(middle, near, here);
    } else {
      cuts++;
      cut(box, near, stack);
    }
  }
  return bound;

  function fillAtMiddle(near: Int32Array): number {
    for (let s = 0; s < near.length; s++) {
      const i = near[s];
      let square = 0;
      for (let d = 0; d < dimension; d++) square += (places[dimension * i + d] - middle[d]) ** 2;
      filler.load[s] = load[i];
      filler.rate[s] = rate[i] * (isSquared ? square : Math.sqrt(square)) - worth[i];
    }
    return filler.fill(near.length, lower, upper).value;
  }

  /** With tangents at the middle in place of distances. */
  function fillAtCorner(near: Int32Array, v: number): number {
    for (let s = 0; s < near.length; s++) {
      const i = near[s];
      let square = 0;
      let along = 0;
      for (let d = 0; d < dimension; d++) {
        const side = places[dimension * i + d] - middle[d];
        square += side * side;
        along += side * (corner[dimension * v + d] - middle[d]);
      }
      const length = Math.sqrt(square);
      const tangent = isSquared ? square - 2 * along : length > 0 ? length - along / length : 0;
      filler.load[s] = load[i];
      filler.rate[s] = rate[i] * tangent - worth[i];
    }
    return filler.fill(near.length, lower, upper).value;
  }

  /** Those of the units that may be in a least filling somewhere in the box that is laid out. */
  function shrink(list: Int32Array, radius: number): Int32Array {
    const size = list.length;
    const lows = new Float64Array(size);
    for (let s = 0; s < size; s++) {
      const i = list[s];
      let square = 0;
      for (let d = 0; d < dimension; d++) square += (places[dimension * i + d] - middle[d]) ** 2;
      const length = Math.sqrt(square);
      // Tangents in boxes within this one may be lower than any distance, by what they miss at a corner.
      const high = length + radius;
      const low = isSquared ? Math.max(0, length - radius) ** 2 - radius * radius : length - 2 * radius;
      lows[s] = rate[i] * low - worth[i];
      filler.load[s] = load[i];
      filler.rate[s] = rate[i] * (isSquared ? high * high : high) - worth[i];
    }
    const { value, threshold } = filler.fill(size, upper, upper);
    const most = value === Number.POSITIVE_INFINITY ? value : Math.max(0, threshold);
    return list.filter((_, s) => lows[s] <= most);
  }
}

/** A box by its middle and half its side, on a plane or on a side of the cube round the globe. */
interface Box {
  readonly face: number;
  readonly x: number;
  readonly y: number;
  readonly half: number;
  readonly cuts: number;
  readonly units: Int32Array;
}

function rootBoxes({ dimension, count, places }: FillingUnits): Box[] {
  const units = new Int32Array(count).map((_, i) => i);
  if (dimension === 3) {
    return [0, 1, 2, 3, 4, 5].map((face) => ({ face, x: 0, y: 0, half: 1, cuts: 0, units }));
  }
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < 2 * count; at++) {
    low[at % 2] = Math.min(low[at % 2], places[at]);
    high[at % 2] = Math.max(high[at % 2], places[at]);
  }
  const half = 0.5 * Math.max(high[0] - low[0], high[1] - low[1]);
  return [{ face: 0, x: 0.5 * (low[0] + high[0]), y: 0.5 * (low[1] + high[1]), half, cuts: 0, units }];
}

function cut({ face, x, y, half, cuts }: Box, units: Int32Array, stack: Box[]): void {
  const quarter = 0.5 * half;
  for (const right of [-quarter, quarter]) {
    for (const up of [-quarter, quarter]) {
      stack.push({ face, x: x + right, y: y + up, half: quarter, cuts: cuts + 1, units });
    }
  }
}

/**
 * Writes the middle of a box and its corners, on the globe those stretched behind; returns the largest distance of
 * the middle from a place or corner of the box or of a box within it.
 */
function layOut(box: Box, isGlobe: boolean, middle: Float64Array, corner: Float64Array): number {
  const { face, x, y, half } = box;
  if (!isGlobe) {
    middle[0] = x;
    middle[1] = y;
    for (let v = 0; v < 4; v++) {
      corner[2 * v] = x + (v & 1 ? half : -half);
      corner[2 * v + 1] = y + (v & 2 ? half : -half);
    }
    return Math.sqrt(2) * half;
  }
  toGlobe(face, x, y, middle, 0);
  let cosine = 1;
  for (let v = 0; v < 4; v++) {
    toGlobe(face, x + (v & 1 ? half : -half), y + (v & 2 ? half : -half), corner, 3 * v);
    let along = 0;
    for (let d = 0; d < 3; d++) along += corner[3 * v + d] * middle[d];
    cosine = Math.min(cosine, along);
  }
  for (let at = 0; at < 12; at++) corner[12 + at] = corner[at] / cosine;
  return Math.sqrt(2 - 2 * cosine) + (1 / cosine - 1);
}

/** Writes the place on the globe that is seen from its middle through a point of a side of the cube round it. */
function toGlobe(face: number, x: number, y: number, into: Float64Array, at: number): void {
  const norm = 1 / Math.sqrt(1 + x * x + y * y);
  const axis = face >> 1;
  into[at + axis] = face & 1 ? -norm : norm;
  into[at + ((axis + 1) % 3)] = x * norm;
  into[at + ((axis + 2) % 3)] = y * norm;
}
