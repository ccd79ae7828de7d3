import { InputError } from '../../core/errors.js';
import { createGroupSums, type GroupSums } from '../../core/groupSums.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { oneOf, resolveOptions } from '../../core/options.js';
import { checkId, countRows, eachRecord, isId } from '../../core/records.js';
import { areRatesOrNull, type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import { addDuplicate, checkAmount, checkNumber } from '../checkFields.js';
import { ratio } from '../ratio.js';

/** A place in a hierarchy: a rep, a territory, a region, the nation. */
export interface RollUpNode {
  /** Unique. */
  readonly id: string;
  /** Id of the node above; absent or `null` at the top. */
  readonly parentId?: string | null;
  /** What it achieved itself, beyond what the nodes below it did; 0 unless told. */
  readonly actual?: number;
  /** The quota that was assigned to it; absent where it has only those of the nodes below it. */
  readonly quota?: number;
  /** Currency of both, an ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
}

/** Which quota a node above others has. */
export interface RollUpOptions {
  /** `stated` (default: chosen, over-assignment is no quota of the node above): its own where it has one, else the sum below it. `sum`: always the sum of the leaves' quotas. */
  readonly quotas: 'stated' | 'sum';
  /**
   * By currency code: what one unit of it is in the currency of the report. Default `null`: nothing is converted, and amounts in
   * more than one currency are refused.
   */
  readonly rates: CurrencyRates | null;
}

/** Attainment at one place of a hierarchy. */
export interface RollUpRow {
  readonly id: string;
  readonly parentId: string | null;
  /** 0 at the top. */
  readonly level: number;
  /** Its own and all below it. */
  readonly actual: number;
  /** `null` where neither it nor anybody below has one. */
  readonly quota: number | null;
  /** actual / quota; `null` without quota or where it is 0. */
  readonly attainment: number | null;
  /** Sum of the quotas one level below; `null` without. */
  readonly childQuota: number | null;
  /** (childQuota - quota) / quota: the hedge at this level; `null` without either. */
  readonly overAssignment: number | null;
}

const defaultOptions: RollUpOptions = /* @__PURE__ */ Object.freeze({ quotas: 'stated', rates: null });

/**
 * Rolls attainment up a hierarchy, with the over-assignment at each level.
 *
 * @param nodes - a forest in any order
 * @param options - see {@link RollUpOptions}
 * @returns a row for each node, in their order
 * @throws {@link InputError} naming every row that is none, id that is no text or comes twice, actual that is not finite,
 * quota that is negative, parent that is not there, node on a circle, and currency (of a node with an amount) that is no text, is
 * not the only one or has no rate; {@link OptionsError}
 * @remarks A parent's actual is its own plus its children's, to the last digits. O(nodes), deterministic.
 * @example
 * ```ts
 * import { rollUpAttainment } from 'bailiwick/kpi';
 * const rows = rollUpAttainment([
 *   { id: 'nation', quota: 180 },
 *   { id: 'ann', parentId: 'nation', actual: 90, quota: 100 },
 *   { id: 'bob', parentId: 'nation', actual: 90, quota: 98 },
 * ]);
 * rows[0];
 * // => { id: 'nation', parentId: null, level: 0, actual: 180, quota: 180, attainment: 1, childQuota: 198,
 * //      overAssignment: 0.1 }
 * ```
 */
export function rollUpAttainment(
  nodes: readonly RollUpNode[],
  options?: Partial<RollUpOptions>,
): RollUpRow[] {
  const { quotas, rates } = resolveOptions('rollUpAttainment', defaultOptions, options, {
    quotas: oneOf('stated', 'sum'),
    rates: areRatesOrNull,
  });
  const { parents, order, worths } = orderFromTop(nodes, rates);
  const actuals = createGroupSums(nodes.length);
  const below = createGroupSums(nodes.length);
  // Entry `[i]`: whether a child of node i has a quota.
  const hasBelow = new Uint8Array(nodes.length);
  const quotaOf: (number | null)[] = nodes.map(() => null);
  for (let k = order.length - 1; k >= 0; k--) {
    const i = order[k];
    const { actual = 0, quota = null } = nodes[i];
    const stated = quota === null ? null : quota * worths[i];
    const sum = hasBelow[i] === 1 ? below.at(i) : null;
    quotaOf[i] = quotas === 'sum' ? (sum ?? stated) : (stated ?? sum);
    actuals.add(i, actual * worths[i]);
    if (parents[i] >= 0) passUp(parents[i], quotaOf[i], actuals.at(i), { actuals, below, hasBelow });
  }
  const levels = new Int32Array(nodes.length);
  for (const i of order) if (parents[i] >= 0) levels[i] = levels[parents[i]] + 1;
  return nodes.map(({ id }, i): RollUpRow => {
    const quota = quotaOf[i];
    const childQuota = hasBelow[i] === 1 ? below.at(i) : null;
    return {
      id,
      parentId: parents[i] < 0 ? null : nodes[parents[i]].id,
      level: levels[i],
      actual: actuals.at(i),
      quota,
      attainment: ratio(actuals.at(i), quota),
      childQuota,
      overAssignment: childQuota === null || quota === null ? null : ratio(childQuota - quota, quota),
    };
  });
}

function passUp(
  parent: number,
  quota: number | null,
  actual: number,
  { actuals, below, hasBelow }: { actuals: GroupSums; below: GroupSums; hasBelow: Uint8Array },
): void {
  actuals.add(parent, actual);
  if (quota === null) return;
  below.add(parent, quota);
  hasBelow[parent] = 1;
}

/** Indexes of the parents, -1 at the top, all indexes with parents before their children, and what a unit of currency is worth. */
function orderFromTop(nodes: readonly RollUpNode[], rates: CurrencyRates | null) {
  const issues: Issue[] = [];
  const worthOf = createCurrencyReader(rates, issues);
  const worths = new Float64Array(countRows(nodes)).fill(1);
  const wrong = (row: number, field: string, code: string, expected: string, value: unknown) =>
    addIssue(issues, badValue(row, field, code, expected, value));
  const indexes = new Map<string, number>();
  eachRecord(nodes, 'nodes', issues, (node, row) => {
    const { id, parentId = null, actual = 0, quota = 0, currency } = node;
    if (checkId(id, row, 'id', issues)) {
      if (indexes.has(id)) addDuplicate(id, row, 'id', issues);
      indexes.set(id, row);
    }
    if (parentId !== null) checkId(parentId, row, 'parentId', issues);
    // What only holds others together is in no currency.
    if (node.actual !== undefined || node.quota !== undefined || currency !== undefined) {
      worths[row] = worthOf(currency, row);
    }
    checkNumber(actual, row, 'actual', issues, worths[row]);
    checkAmount(quota, row, 'quota', issues, worths[row]);
  });
  const parents = new Int32Array(countRows(nodes)).map((_, row) => {
    const parentId = nodes[row]?.parentId;
    if (!isId(parentId)) return -1;
    const parent = indexes.get(parentId);
    if (parent === undefined) wrong(row, 'parentId', 'unknown-parent', 'the id of a node', parentId);
    return parent ?? -1;
  });
  const children: number[][] = Array.from(parents, () => []);
  const order: number[] = [];
  parents.forEach((parent, i) => {
    if (parent < 0) order.push(i);
    else children[parent].push(i);
  });
  for (let k = 0; k < order.length; k++) for (const child of children[order[k]]) order.push(child);
  if (order.length < parents.length) {
    const isReached = new Set(order);
    parents.forEach((parent, row) => {
      if (isReached.has(row)) return;
      wrong(row, 'parentId', 'circle', 'a node that leads to the top, not round a circle', nodes[parent].id);
    });
  }
  if (issues.length > 0) throw new InputError('rollUpAttainment', issues);
  return { parents, order, worths };
}
