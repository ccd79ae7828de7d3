/** Capacitated p-median with distances rounded down to whole numbers: `n p`, then `x y capacity demand` a line. */
import { solveMedian } from './shared/median.mjs';

export function solve(text, request) {
  return solveMedian(text, request, (dx, dy) => Math.floor(Math.sqrt(dx * dx + dy * dy)));
}
