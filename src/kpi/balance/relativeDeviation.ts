/** How far a load is from its target, as a share of the target; `null` where that is no number, as over a target of 0. */
export function relativeDeviation(load: number, target: number): number | null {
  const deviation = load === target ? 0 : (load - target) / target;
  return Number.isFinite(deviation) ? deviation : null;
}
