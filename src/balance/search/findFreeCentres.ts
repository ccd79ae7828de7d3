import type { SearchProblem } from '../searchProblem.js';

/** Tells free centres from seats; `null` where there are none. */
export function findFreeCentres(search: SearchProblem): ((j: number) => boolean) | null {
  const { travel } = search.problem;
  if (travel.kind !== 'geometric' || !travel.seats.some((coordinate) => Number.isNaN(coordinate)))
    return null;
  const { seats, dimension } = travel;
  return (j) => Number.isNaN(seats[dimension * j]);
}
