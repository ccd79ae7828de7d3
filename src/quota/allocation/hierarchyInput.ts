import type { QuotaRecipient } from './quotaInput.js';

/** A recipient in a hierarchy. */
export interface QuotaNode extends QuotaRecipient {
  /** The node that it shares the quota of; absent at the top. */
  readonly parentId?: string;
  /** Over-assignment to its children, instead of that of their level; 0 or more. */
  readonly overAssignment?: number;
}

/** What `allocateHierarchy` divides. */
export interface HierarchyInput {
  /** What the nodes at the top share: 0 or more, a whole number of units, at most 2^50 of them. */
  readonly total: number;
  /** In any order; every parent is one of them. */
  readonly nodes: readonly QuotaNode[];
  /** By basis: its weight relative to the others, for every level alike. */
  readonly blend: Readonly<Record<string, number>>;
  /**
   * Entry `[l]` is how much more the nodes of level l get than their parents carry, as a share of it, 0 or more; 0 for
   * levels it does not reach, which is all unless told.
   */
  readonly overAssignment?: readonly number[];
  /** Smallest amount that is not divided further, above 0; 1 unless told. */
  readonly unit?: number;
}
