import { arcOfChord } from '../../geo/unitVectors.js';
import type { Travel } from '../problem.js';
import type { Parts } from './parts.js';

/** Cost of one trip to part p from a centre at part h. */
export type PartDistance = (p: number, h: number) => number;

/** Up to this many parts all distances are kept: 8 bytes for every pair, 32 MiB. */
const MOST_KEPT = 2048;

/** Makes the distance between parts; O(parts²) where there are few, so that they are looked up later. */
export function createPartDistance(travel: Travel, parts: Parts): PartDistance {
  const { member, places: x } = parts;
  const count = member.length;
  if (travel.kind === 'between') {
    const { costs } = travel;
    const n = Math.round(Math.sqrt(costs.length));
    return (p, h) => costs[n * member[p] + member[h]];
  }
  if (travel.kind !== 'geometric') return () => 0;
  const { scale, metric, dimension } = travel;
  const isArc = dimension === 3 && metric === 'distance';
  const measure: PartDistance = (p, h) => {
    const dx = x[3 * p] - x[3 * h];
    const dy = x[3 * p + 1] - x[3 * h + 1];
    const dz = x[3 * p + 2] - x[3 * h + 2];
    const square = dx * dx + dy * dy + dz * dz;
    if (metric === 'squaredDistance') return scale * scale * square;
    return scale * (isArc ? arcOfChord(square) : Math.sqrt(square));
  };
  if (count > MOST_KEPT) return measure;
  const kept = new Float64Array(count * count);
  for (let p = 0; p < count; p++) for (let h = 0; h < count; h++) kept[count * p + h] = measure(p, h);
  return (p, h) => kept[count * p + h];
}
