/** Boxes of places that hold all units, on a plane or on the globe, and how they are cut. */
import type { FillingUnits } from './fillingUnits.js';

/** A box by its middle and half its side, on a plane or on a side of the cube round the globe. */
export interface PlaceBox {
  readonly face: number;
  readonly x: number;
  readonly y: number;
  readonly half: number;
  readonly cuts: number;
  readonly units: Int32Array;
}

export function listRootBoxes({ dimension, count, places }: FillingUnits): PlaceBox[] {
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

export function cutBox({ face, x, y, half, cuts }: PlaceBox, units: Int32Array, stack: PlaceBox[]): void {
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
export function layOutBox(
  box: PlaceBox,
  isGlobe: boolean,
  middle: Float64Array,
  corner: Float64Array,
): number {
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
