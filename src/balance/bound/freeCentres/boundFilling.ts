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
import { cutBox, layOutBox, listRootBoxes } from './placeBoxes.js';
import type { TerritoryClass } from './territoryClasses.js';

/** Boxes a territory that are cut at the most: where costs are next to nothing the slack is too. */
const MOST_CUT_BOXES = 1000;
/** Boxes are not cut more often than this: their sides are then rounding errors. */
const MOST_CUTS = 40;

/** What is looked for; `slack` is what may be given up for speed, in cost. */
export type FillingGoal =
  | { readonly kind: 'least'; readonly slack: number }
  | {
      readonly kind: 'below';
      /** Fillings that cost at least this are of no interest. */
      readonly level: number;
      readonly slack: number;
      /**
       * Is told of places where a filling costs less than that, and of the units that matter there; boxes round them are
       * not looked at any closer. Both are overwritten afterwards.
       */
      readonly onLow: (place: Float64Array, near: Int32Array) => void;
    };

/** A lower bound of the least filling of a class of territories, wherever their centre is. */
export function* boundFilling(
  units: FillingUnits,
  { count, lower, upper, seat }: TerritoryClass,
  goal: FillingGoal,
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
  const { slack } = goal;
  /** The least that was found, or what is low. */
  let found = goal.kind === 'below' ? goal.level : Number.POSITIVE_INFINITY;
  let bound = Number.POSITIVE_INFINITY;
  const stack = listRootBoxes(units);
  let cuts = 0;
  while (stack.length > 0) {
    const box = stack.pop()!;
    const radius = layOutBox(box, isGlobe, middle, corner);
    const near = shrink(box.units, radius);
    const here = fillAtMiddle(near);
    if (goal.kind === 'least') found = Math.min(found, here);
    const isSmallest = box.cuts === MOST_CUTS || cuts === MOST_CUT_BOXES * (count + 4);
    // Low fillings need not be known as closely as the least one.
    const wanted = goal.kind === 'least' ? found - slack : Math.min(here, found) - 2 * slack;
    let least = Number.POSITIVE_INFINITY;
    for (let v = 0; v < corners && (least >= wanted || isSmallest); v++) {
      least = Math.min(least, fillAtCorner(near, v));
    }
    if (work.isPauseDue(near.length * (corners + 2))) yield;
    if (least >= wanted || isSmallest) {
      bound = Math.min(bound, least);
      if (goal.kind === 'below' && here < found - slack) goal.onLow(middle, near);
    } else {
      cuts++;
      cutBox(box, near, stack);
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
