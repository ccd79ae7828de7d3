import type { SearchProblem } from '../searchProblem.js';

/**
 * Where the units of a search are: a unit has one part for each of its members that has a place, so a family has
 * several.
 */
export interface Parts {
  /** Parts of unit u are `start[u]` … `start[u + 1] - 1`. */
  readonly start: Int32Array;
  /** Entry `[p]` is the unit that part p belongs to. */
  readonly unitOf: Int32Array;
  /** Entry `[p]` is the problem's unit that part p is. */
  readonly member: Int32Array;
  /** Entry `[p]` is how many trips part p needs. */
  readonly trips: Float64Array;
  /** Coordinates of part p at `[3 * p]`; the third is 0 on a plane; all are 0 where costs are a matrix. */
  readonly places: Float64Array;
}

/** Lists the parts of all units; members without a place have none, for they cost nothing anywhere. */
export function listParts(search: SearchProblem): Parts {
  const { n, members, problem } = search;
  const { travel, trips } = problem;
  const start = new Int32Array(n + 1);
  const unitOf: number[] = [];
  const member: number[] = [];
  for (let u = 0; u < n; u++) {
    for (let e = members.offsets[u]; e < members.offsets[u + 1]; e++) {
      const i = members.targets[e];
      if (travel.kind === 'geometric' && Number.isNaN(travel.places[travel.dimension * i])) continue;
      unitOf.push(u);
      member.push(i);
    }
    start[u + 1] = member.length;
  }
  const places = new Float64Array(3 * member.length);
  if (travel.kind === 'geometric') {
    const { dimension } = travel;
    member.forEach((i, p) => {
      for (let d = 0; d < dimension; d++) places[3 * p + d] = travel.places[dimension * i + d];
    });
  }
  return {
    start,
    unitOf: Int32Array.from(unitOf),
    member: Int32Array.from(member),
    trips: Float64Array.from(member, (i) => trips[i]),
    places,
  };
}
