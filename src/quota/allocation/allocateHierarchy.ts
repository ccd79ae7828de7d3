import { compensatedSum } from '../../core/compensatedSum.js';
import { amountOf, unitsOf } from '../rounding/units.js';
import { checkHierarchy, recipientsIn } from './checkHierarchy.js';
import { sharesOf } from './checkQuotaInput.js';
import { divideQuota, type RecipientQuota } from './divideQuota.js';
import type { HierarchyInput } from './hierarchyInput.js';
import type { QuotaReason } from './quotaReason.js';

/** One node's quota, and what it hands on. */
export interface NodeQuota extends RecipientQuota {
  /** `null` at the top. */
  readonly parentId: string | null;
  /** 0 at the top. */
  readonly level: number;
  /** What its children share: the quota, over-assignment included, in whole units; `null` without children. */
  readonly childTotal: number | null;
}

/** All quotas of one level. */
export interface QuotaLevel {
  readonly level: number;
  readonly nodes: number;
  /** Sum of the quotas. */
  readonly quota: number;
  /** What their parents carry: the sum of the parents' quotas, at the top the total. */
  readonly parentQuota: number;
  /** (quota - parentQuota) / parentQuota, `null` where the parents carry 0. */
  readonly overAssignment: number | null;
}

/** Why a group of siblings has no division within its limits. */
export interface NodeReason extends QuotaReason {
  /** The parent, `null` for the top. */
  readonly parentId: string | null;
}

/** Quotas at every level. */
export interface QuotaHierarchy {
  /** `infeasible`: limits of some siblings are in the way; their quotas are those limits, and `reasons` say why. */
  readonly status: 'feasible' | 'infeasible';
  readonly reasons: readonly NodeReason[];
  /** In the order of the input. */
  readonly nodes: readonly NodeQuota[];
  /** From the top down. */
  readonly levels: readonly QuotaLevel[];
}

/**
 * Divides a quota down a hierarchy (regions, districts, reps), with over-assignment at every level.
 *
 * @param input - total, nodes with parents, bases and limits, blend, over-assignment and unit
 * @returns new records: every node's quota with its contributions, and the sums of every level
 * @throws {@link InputError} with every issue, those of {@link allocateQuota} and unknown parents, circles and
 * over-assignments below 0
 * @remarks Level by level, each group of siblings as {@link allocateQuota} divides: the children of a node with quota Q add up
 * to Q (1 + over-assignment) exactly, rounded to whole units; without over-assignment every level adds up to the
 * total. O(n log n), deterministic.
 * @example
 * ```ts
 * import { allocateHierarchy } from 'bailiwick/quota';
 * const { nodes, levels } = allocateHierarchy({
 *   total: 1_000,
 *   blend: { potential: 1 },
 *   overAssignment: [0, 0.05],
 *   nodes: [
 *     { id: 'east', bases: { potential: 6 } },
 *     { id: 'west', bases: { potential: 4 } },
 *     { id: 'ann', parentId: 'east', bases: { potential: 2 } },
 *     { id: 'bo', parentId: 'east', bases: { potential: 1 } },
 *     { id: 'cy', parentId: 'west', bases: { potential: 1 } },
 *   ],
 * });
 * nodes.map(({ quota }) => quota); // => [600, 400, 420, 210, 420]
 * levels[1]; // => { level: 1, nodes: 3, quota: 1050, parentQuota: 1000, overAssignment: 0.05 }
 * ```
 */
export function allocateHierarchy(input: HierarchyInput): QuotaHierarchy {
  const below = checkHierarchy(input);
  const { offsets, targets } = below;
  const { total, nodes, blend, overAssignment = [], unit = 1 } = input;
  const shares = sharesOf(blend);
  /** What those below carry for a quota that node `parent` has at a level. */
  const shareOf = (quota: number, parent: number | null, level: number) => {
    const over = (parent === null ? undefined : nodes[parent].overAssignment) ?? overAssignment[level] ?? 0;
    return amountOf(Math.round(unitsOf(quota, unit) * (1 + over)), unit);
  };
  const done: NodeQuota[] = new Array(nodes.length);
  const reasons: NodeReason[] = [];
  const levels: QuotaLevel[] = [];
  // Rows of `below`: that of the top, then those of the nodes of a level.
  let parents: readonly number[] = [0];
  for (let level = 0; parents.length > 0; level++) {
    const next: number[] = [];
    const quotas: number[] = [];
    const carried: number[] = [];
    for (const parent of parents) {
      const recipients = recipientsIn(nodes, below, parent);
      if (parent > 0 && recipients.length === 0) continue;
      const carrier = parent === 0 ? null : done[parent - 1];
      const parentId = carrier?.id ?? null;
      const quota = carrier?.quota ?? total;
      const share = carrier?.childTotal ?? shareOf(total, null, level);
      const divided = divideQuota({ total: share, recipients, blend, unit }, shares);
      for (const reason of divided.reasons) reasons.push({ ...reason, parentId });
      divided.quotas.forEach(({ id, quota: own, contributions, limitEffect, rounding, heldAt }, c) => {
        const child = targets[offsets[parent] + c];
        const isLeaf = offsets[child + 1] === offsets[child + 2];
        const childTotal = isLeaf ? null : shareOf(own, child, level + 1);
        done[child] = {
          id,
          quota: own,
          contributions,
          limitEffect,
          rounding,
          heldAt,
          parentId,
          level,
          childTotal,
        };
        next.push(child + 1);
      });
      quotas.push(divided.allocated);
      carried.push(quota);
    }
    if (next.length > 0) {
      const quota = compensatedSum(quotas);
      const parentQuota = compensatedSum(carried);
      const overall = parentQuota === 0 ? null : (quota - parentQuota) / parentQuota;
      levels.push({ level, nodes: next.length, quota, parentQuota, overAssignment: overall });
    }
    parents = next;
  }
  return {
    status: reasons.length === 0 ? 'feasible' : 'infeasible',
    reasons,
    nodes: done,
    levels,
  };
}
