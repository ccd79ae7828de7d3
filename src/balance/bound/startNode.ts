import type { MedianNode } from './climbMedians.js';
import { type MedianChoices, OPEN, UNDECIDED } from './medianDual.js';
import type { MedianModel } from './medianModel.js';

/** A node at which nothing is decided and no multiplier has climbed. */
export function startNode(model: MedianModel): MedianNode {
  return {
    choices: openChoices(model),
    multiplier: startMultipliers(model),
    bound: Number.NEGATIVE_INFINITY,
  };
}

/** Every unit may be at every row. */
function openChoices({ n, rows, places, own, counted }: MedianModel): MedianChoices {
  const start = new Int32Array(rows + 1);
  const unit = new Int32Array(rows * counted.length);
  let at = 0;
  for (let r = 0; r < rows; r++) {
    for (const u of counted) if (u !== own[r]) unit[at++] = u;
    start[r + 1] = at;
  }
  return {
    status: Uint8Array.from({ length: rows }, (_, r) => (r < places ? UNDECIDED : OPEN)),
    home: new Int32Array(n).fill(-1),
    start,
    unit: unit.slice(0, at),
  };
}

/** What a unit pays from a row as far as its (n / k)-th nearest: about the size of a territory. */
function startMultipliers({ n, rows, cost, free, seated }: MedianModel): Float64Array {
  const rank = Math.min(rows - 1, Math.max(1, Math.round(rows / (free.length + seated.length))));
  const column = new Float64Array(rows);
  return Float64Array.from({ length: n }, (_, u) => {
    for (let r = 0; r < rows; r++) column[r] = cost[n * r + u];
    return column.sort()[rank];
  });
}
