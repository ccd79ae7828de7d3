/** Capacitated p-median with plain distances: `n p`, then `x y capacity demand` a line. */
import { solveMedian } from './shared/median.mjs';

export function solve(text, request) {
  return solveMedian(text, request, (dx, dy) => Math.sqrt(dx * dx + dy * dy));
}
