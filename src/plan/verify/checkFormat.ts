import type { PlanCheck } from './planCheck.js';
import { toCheck } from './planCheck.js';
import { isFields, isListOf, isMapOf, isNumber, isText } from './shapes.js';

const isNumberOrNull = (value: unknown) => value === null || isNumber(value);
const isTextOrNull = (value: unknown) => value === null || isText(value);
const isPlaceOrNull = (value: unknown) =>
  value === null || (isFields(value) && isNumber(value.lon) && isNumber(value.lat));

type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

const statuses = ['optimal', 'feasible', 'infeasible', 'stopped'];
const proofs = ['prices', 'search', null];

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
  proof: (value) => proofs.includes(value as string | null),
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

/** A field that is missing or of another kind: of the plan, or of a row of one of its lists. */
export interface FormatFault {
  /** Name of the field (`cost`, `territories.loads`); empty where the plan is no record. */
  readonly field: string;
  readonly row: number | null;
  readonly value: unknown;
}

/** Looks at the shape of a plan that may come from anywhere: every field there and of its kind. */
export function findFormatFaults(plan: unknown): FormatFault[] {
  if (!isFields(plan)) return [{ field: '', row: null, value: plan }];
  const faults: FormatFault[] = [];
  addFaults('', null, plan, planShape(), faults);
  for (const [list, shape] of Object.entries(rowShapes())) {
    const rows = plan[list];
    if (!Array.isArray(rows)) faults.push({ field: list, row: null, value: rows });
    else for (const [r, row] of rows.entries()) addFaults(`${list}.`, r, row, shape, faults);
  }
  return faults;
}

/** The same as a check of a verification. */
export function checkFormat(plan: unknown): PlanCheck {
  const faults = findFormatFaults(plan).map(({ field, row }) => {
    if (field === '') return 'the plan is not an object';
    const path = row === null ? field : field.replace('.', `[${row}].`);
    return `plan.${path} is missing or of another kind`;
  });
  return toCheck('format', 'the plan has every field of format version 1', faults);
}

function addFaults(
  prefix: string,
  row: number | null,
  value: unknown,
  shape: Shape,
  faults: FormatFault[],
): void {
  for (const [field, isGood] of Object.entries(shape)) {
    const own = isFields(value) && Object.hasOwn(value, field) ? value[field] : undefined;
    if (own === undefined || !isGood(own)) faults.push({ field: prefix + field, row, value: own });
  }
}
