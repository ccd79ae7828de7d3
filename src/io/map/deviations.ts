import type { Plan, PlanMeasure, PlanTerritory } from '../../plan/plan.js';
import { formatDeviation, formatFigure, formatPercent } from '../formatFigure.js';

/** How far a load is from its target, relative to it; 0 where both are 0, infinite where only the target is. */
export function deviationOf(territory: PlanTerritory, measureId: string): number {
  const load = territory.loads[measureId] ?? 0;
  const target = territory.targets[measureId] ?? 0;
  if (target > 0) return (load - target) / target;
  return load > 0 ? Number.POSITIVE_INFINITY : 0;
}

/** What a measure is called. */
export function measureName({ id, name }: PlanMeasure): string {
  return name ?? id;
}

/** What the figures of a plan say, for headings: a title and a line of detail. */
export interface Finding {
  readonly title: string;
  readonly detail: string;
}

/**
 * Says in a sentence whether the loads of a plan are where they should be, the largest deviation included.
 *
 * @param plan - the plan
 * @param names - what territories are called, by id
 * @returns plain text, not escaped
 */
export function stateFinding(plan: Plan, names: Readonly<Record<string, string>>): Finding {
  const balanced = plan.measures.filter(({ tolerance }) => tolerance !== null);
  const count = plan.territories.length;
  const outside = new Set(plan.violations.map(({ territoryId }) => territoryId)).size;
  const largest = balanced.flatMap((measure) => {
    return plan.territories.map((territory) => ({
      measure,
      territory,
      deviation: deviationOf(territory, measure.id),
    }));
  });
  largest.sort((one, other) => Math.abs(other.deviation) - Math.abs(one.deviation));
  const verdict =
    outside === 0
      ? `All ${formatFigure(count)} territories within limits`
      : `${formatFigure(outside)} of ${formatFigure(count)} territories outside limits`;
  const extreme = largest[0];
  const where =
    extreme === undefined
      ? ''
      : `; largest deviation ${formatDeviation(extreme.deviation)} in ${measureName(extreme.measure)} (${names[extreme.territory.id] ?? extreme.territory.id})`;
  const ranges = balanced.map((measure) => {
    const worst = largest.find((entry) => entry.measure === measure)?.deviation ?? 0;
    const most = formatFigure(100 * Math.abs(worst), 1);
    return `${measureName(measure)} within ±${most}\u00a0% of target (tolerance ±${formatPercent(measure.tolerance!)})`;
  });
  const held = plan.assignments.filter(({ territoryId }) => territoryId !== null).length;
  const accounts = `${formatFigure(held)} accounts`;
  const left = plan.assignments.length - held;
  return {
    title: `${verdict}${where}`,
    detail: [...ranges, accounts, ...(left > 0 ? [`without a territory: ${formatFigure(left)}`] : [])].join(
      '; ',
    ),
  };
}
