import { arcOfChord } from '../../geo/unitVectors.js';
import type { GeometricTravel } from '../problem.js';

/**
 * Length of the way between two points in units of the coordinates: the arc where costs are distances on the globe
 * (whose triangle inequality needs both points on the sphere), the straight line otherwise.
 */
export function lengthBetween(
  travel: GeometricTravel,
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
): number {
  const { dimension } = travel;
  let square = 0;
  for (let d = 0; d < dimension; d++) square += (a[dimension * i + d] - b[dimension * j + d]) ** 2;
  return dimension === 3 && travel.metric === 'distance' ? arcOfChord(square) : Math.sqrt(square);
}
