import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { eachRecord, isList, isRecord } from '../../core/records.js';
import { checkTerritoryShape } from './checkShapes.js';
import type { ColumnInput } from './columnInput.js';

/** What is a list where it is given. */
const COLUMNS = ['lon', 'lat', 'x', 'y', 'trips', 'locks', 'incumbents', 'disruptionValue'] as const;

/**
 * Whether columns are lists and whatever has names is a record. Throws one error for all that is not, before any value is
 * looked at. O(territories + measures).
 */
export function checkColumnShapes(input: ColumnInput): void {
  const issues: Issue[] = [];
  const wrong = (field: string, expected: string, value: unknown) => {
    issues.push(badValue(null, field, 'wrong-type', expected, value));
  };
  if (!isRecord(input)) {
    wrong('input', 'a record', input);
    throw new InputError('balance columns', issues);
  }
  for (const name of COLUMNS) if (input[name] !== undefined) isList(input[name], name, issues);
  const { loads, tolerance, territories, unitIds } = input;
  if (unitIds !== undefined && !Array.isArray(unitIds)) wrong('unitIds', 'a list of texts', unitIds);
  if (!isRecord(loads)) wrong('loads', 'columns by measure id', loads);
  else for (const [id, load] of Object.entries(loads)) isList(load, `loads.${id}`, issues);
  if (typeof tolerance !== 'number' && !isRecord(tolerance)) {
    wrong('tolerance', 'a number, or numbers by measure id', tolerance);
  }
  if (Array.isArray(territories)) {
    eachRecord(territories, 'territories', issues, (territory, row) => {
      checkTerritoryShape(territory, row, issues);
    });
  }
  if (issues.length > 0) throw new InputError('balance columns', issues);
}
