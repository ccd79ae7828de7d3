import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { eachRecord, isRecord } from '../../core/records.js';
import type { Plan } from '../../plan/plan.js';
import type { TerritoryShapes } from './shapeTerritories.js';

/** Refuses shapes that were not made of the plan: its territories in its order, each with its polygons. */
export function checkShapesOf(plan: Plan, shapes: TerritoryShapes): void {
  const issues: Issue[] = [];
  const expected = 'what shapeTerritories makes of the plan';
  if (!isRecord(shapes)) issues.push(badValue(null, 'shapes', 'wrong-type', expected, shapes));
  else {
    const { territories } = shapes;
    eachRecord(territories, 'shapes.territories', issues, ({ id, polygons }, row) => {
      const own = plan.territories[row]?.id;
      if (id !== own) {
        const name = own === undefined ? 'no further territory' : `"${own}", as in the plan`;
        addIssue(issues, badValue(row, 'shapes.territories.id', 'other-territory', name, id));
      }
      if (!Array.isArray(polygons))
        addIssue(issues, badValue(row, 'shapes.territories.polygons', 'not-a-list', 'a list', polygons));
    });
    if (Array.isArray(territories) && territories.length < plan.territories.length) {
      const count = `the ${plan.territories.length} territories of the plan`;
      issues.push(badValue(null, 'shapes.territories', 'wrong-length', count, territories));
    }
  }
  if (issues.length > 0) throw new InputError('shapes', issues);
}
