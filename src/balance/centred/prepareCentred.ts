import type { SearchProblem } from '../searchProblem.js';
import type { CentredProblem } from './centredState.js';
import { createPartDistance } from './partDistance.js';
import { listParts } from './parts.js';

/** Gathers what stays the same while a problem with following centres is searched. */
export function prepareCentred(search: SearchProblem): CentredProblem {
  const { k, choices } = search;
  const parts = listParts(search);
  const rows = choices.offsets.length - 1;
  const isOpen = new Uint8Array(rows * k);
  for (let r = 0; r < rows; r++) {
    for (let e = choices.offsets[r]; e < choices.offsets[r + 1]; e++) isOpen[k * r + choices.targets[e]] = 1;
  }
  return { search, parts, distance: createPartDistance(search.problem.travel, parts), isOpen };
}
