import type { CentredProblem } from './centredState.js';

/** Whether any two territories could change names. */
export function haveSameRules({ search, isOpen }: CentredProblem): boolean {
  const { k, M, lower, upper, problem, hasBudget } = search;
  const { travel, incumbents, disruptionWeight } = problem;
  if (travel.kind === 'geometric' && travel.seats.some((coordinate) => !Number.isNaN(coordinate)))
    return false;
  if (hasBudget) return false;
  if (disruptionWeight > 0 && incumbents.some((j) => j >= 0)) return false;
  if (search.row.some((r) => isOpen.subarray(k * r, k * (r + 1)).includes(0))) return false;
  for (let at = M; at < k * M; at++) {
    if (lower[at] !== lower[at - M] || upper[at] !== upper[at - M]) return false;
  }
  return k > 1;
}
