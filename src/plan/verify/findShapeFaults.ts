import {
  type Fields,
  isAbsentOr,
  isFields,
  isListOf,
  isMapOf,
  isPlace,
  isQuantity,
  isText,
} from './shapes.js';

type Rule = (value: unknown) => boolean;
type Rules = Readonly<Record<string, Rule>>;

const isTextList: Rule = (value) => isListOf(isText)(value);
const isMissing: Rule = (value) => value === undefined;
const isFunction: Rule = (value) => typeof value === 'function';
const isUpTo: Rule = (value) => isQuantity(value) || value === Number.POSITIVE_INFINITY;
const isLimit: Rule = (value) =>
  isFields(value) && isAbsentOr(isQuantity)(value.min) && isAbsentOr(isUpTo)(value.max);

/** What the fields of the records have to be, by list. */
const recordRules = (): Readonly<Record<string, Rules>> => ({
  accounts: {
    id: isText,
    measures: isFields,
    incumbentId: isAbsentOr(isText),
    parentId: isAbsentOr(isText),
    requiredSkills: isAbsentOr(isTextList),
  },
  territories: {
    id: isText,
    repIds: isTextList,
    seat: isAbsentOr(isPlace),
    limits: isAbsentOr(isMapOf(isLimit)),
  },
  measures: { id: isText, tolerance: isUpTo },
  reps: { id: isText, skills: isTextList },
  locks: { accountId: isText, territoryId: isText },
});

/** What the rest of the input has to be. */
const inputRules = (): Rules => ({
  trips: isAbsentOr(isFunction),
  isEligible: isAbsentOr(isFunction),
  disruptionValue: isAbsentOr(isFunction),
  disruptionWeight: isAbsentOr(isQuantity),
  disruptionBudget: isAbsentOr(
    (budget) => isFields(budget) && isQuantity('share' in budget ? budget.share : budget.value),
  ),
  keepFamilies: isAbsentOr((choice) => typeof choice === 'boolean'),
});

/** What of the input has not the shape that judging needs; empty where all has. O(accounts x territories). */
export function findShapeFaults(input: unknown): string[] {
  if (!isFields(input)) return ['the input is not a record'];
  const faults: string[] = [];
  for (const [list, rules] of Object.entries(recordRules())) {
    const rows = input[list];
    if (isMissing(rows) && (list === 'reps' || list === 'locks')) continue;
    if (!Array.isArray(rows)) {
      faults.push(`${list} is not a list`);
      continue;
    }
    for (let r = 0; r < rows.length; r++) addFaults(`${list}[${r}]`, rows[r], rules, faults);
  }
  addFaults('input', input, inputRules(), faults);
  if (faults.length === 0) {
    (input.accounts as Fields[]).forEach((account, i) => {
      if (isMissing(account.lon) && isMissing(account.lat)) return;
      if (!isPlace(account)) faults.push(`accounts[${i}] has no place on earth`);
    });
    addTravelFaults(input, faults);
  }
  return faults;
}

function addFaults(path: string, value: unknown, rules: Rules, faults: string[]): void {
  if (!isFields(value)) {
    faults.push(`${path} is not a record`);
    return;
  }
  for (const [field, isGood] of Object.entries(rules)) {
    if (!isGood(value[field])) faults.push(`${path}.${field} is missing or of another kind`);
  }
}

/** Costs for all the pairs that there are. */
function addTravelFaults({ accounts, territories, travel }: Fields, faults: string[]): void {
  if (travel === undefined) return;
  const n = (accounts as unknown[]).length;
  const k = (territories as unknown[]).length;
  if (!isFields(travel)) {
    faults.push('travel is not a record');
    return;
  }
  const isPair: Rule = (pair) =>
    isFields(pair) && isText(pair.accountId) && isText(pair.territoryId) && isQuantity(pair.cost);
  const isRowOf = (length: number): Rule => {
    return (row) =>
      (Array.isArray(row) || row instanceof Float64Array) &&
      row.length === length &&
      Array.from(row as ArrayLike<unknown>, isQuantity).every(Boolean);
  };
  const isTable = (width: number): Rule => {
    return (rows) => Array.isArray(rows) && rows.length === n && rows.every(isRowOf(width));
  };
  const kinds: Readonly<Record<string, Rules>> = {
    greatCircle: {
      metric: isAbsentOr((metric) => metric === 'distance' || metric === 'squaredDistance'),
      detourFactor: isAbsentOr(isQuantity),
    },
    matrix: { costs: isTable(k) },
    betweenAccounts: { costs: isTable(n) },
    sparse: { costs: isListOf(isPair) },
    function: { cost: isFunction },
  };
  const rules = isText(travel.kind) && Object.hasOwn(kinds, travel.kind) ? kinds[travel.kind] : null;
  if (rules === null) faults.push('travel.kind is missing or of another kind');
  else addFaults('travel', travel, rules, faults);
}
