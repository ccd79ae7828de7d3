import type { Travel } from '../problem.js';

/**
 * The rule by which free centres follow their units, where the cost of a territory cannot be had by moving the centre
 * to where it costs least: `null` for seats, matrices and centres that minimise the very cost.
 */
export function findFollowingRule(travel: Travel): 'mean' | 'unit' | null {
  if (travel.kind === 'between') return 'unit';
  if (travel.kind !== 'geometric' || !travel.seats.some((coordinate) => Number.isNaN(coordinate)))
    return null;
  if (travel.centre === 'unit') return 'unit';
  return travel.centre === 'mean' && travel.metric === 'distance' ? 'mean' : null;
}
