import type { PlanCheck } from './planCheck.js';
import { toCheck } from './planCheck.js';
import { isFields, isListOf, isMapOf, isNumber, isText } from './shapes.js';

const isNumberOrNull = (value: unknown) => value === null || isNumber(value);
const isTextOrNull = (value: unknown) => value === null || isText(value);
const isPlaceOrNull = (value: unknown) =>
  value === null || (isFields(value) && isNumber(value.lon) && isNumber(value.lat));

type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

const statuses = ['optimal', 'feasible', 'infeasible', 'stopped'];

/** What the fields of a plan are. */
const planShape = (): Shape => ({
  format: (value) => value === 'bailiwick-plan',
  formatVersion: (value) => value === 1,
  libraryVersion: isText,
  seed: isNumber,
  status: (value) => statuses.includes(value as string),
  reasons: isListOf(isFields),
  stopCause: isTextOrNull,
  cost: isMapOf(isNumber),
  moved: (value) =>
    isFields(value) &&
    isNumber(value.value) &&
    isNumber(value.share) &&
    isNumberOrNull(value.budget) &&
    isNumber(value.price) &&
    (value.least === null || isFields(value.least)),
  bound: isNumberOrNull,
  gap: isNumberOrNull,
  relaxation: isTextOrNull,
});
/** What the fields of its rows are, by list. */
const rowShapes = (): Readonly<Record<string, Shape>> => ({
  measures: { id: isText, tolerance: (value) => value === null || typeof value === 'number' },
  violations: {
    measureId: isText,
    territoryId: isText,
    load: isNumber,
    lower: isNumber,
    upper: isNumberOrNull,
  },
  territories: {
    id: isText,
    repIds: isListOf(isText),
    seat: isPlaceOrNull,
    centre: isPlaceOrNull,
    accounts: isNumber,
    loads: isMapOf(isNumber),
    targets: isMapOf(isNumber),
    lowers: isMapOf(isNumber),
    uppers: isMapOf(isNumberOrNull),
    prices: isMapOf(isNumber),
  },
  assignments: {
    accountId: isText,
    territoryId: isTextOrNull,
    locked: (value) => typeof value === 'boolean',
  },
});

/** Looks at the shape of a plan that may come from anywhere: every field there and of its kind. */
export function checkFormat(plan: unknown): PlanCheck {
  const faults: string[] = [];
  if (!isFields(plan)) faults.push('the plan is not an object');
  else {
    addFaults('plan', plan, planShape(), faults);
    for (const [list, shape] of Object.entries(rowShapes())) {
      const rows = plan[list];
      if (!Array.isArray(rows)) faults.push(`plan.${list} is not a list`);
      else for (const [r, row] of rows.entries()) addFaults(`plan.${list}[${r}]`, row, shape, faults);
    }
  }
  return toCheck('format', 'the plan has every field of format version 1', faults);
}

function addFaults(path: string, value: unknown, shape: Shape, faults: string[]): void {
  for (const [field, isGood] of Object.entries(shape)) {
    if (!isFields(value) || !Object.hasOwn(value, field) || !isGood(value[field])) {
      faults.push(`${path}.${field} is missing or of another kind`);
    }
  }
}
