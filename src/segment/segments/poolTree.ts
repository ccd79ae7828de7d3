/**
 * Segments from a tree of labels, none of them smaller than a minimum.
 *
 * Problem: every account has a path of labels from coarse to fine. Find segments as fine as possible, each the whole
 * subtree of a node or the pooled rest of one, that weigh at least the minimum.
 * Idea: from the root down, (1) children that weigh enough stand on their own, and so does the rest where it does;
 * (2) the children that do not, and the accounts that end here, are pooled into the rest of the node; (3) a rest that is
 * itself too light takes in the lightest child that stands on its own, and again; (4) a node with one child and no rest
 * goes on with it; a node of which all is pooled is a segment; (5) the same for every child that stands on its own.
 * O(accounts x depth + nodes log nodes). Guarantee: if all accounts together weigh the minimum, so does every segment.
 */

import { compensatedSum } from '../../core/compensatedSum.js';

/** One segment. */
export interface Segment {
  /** Labels of the path, joined by ` / `; the rest of a node ends in `*`. */
  readonly id: string;
  /** Labels from coarse to fine; `null` is a label that is not known. */
  readonly path: readonly (string | null)[];
  /** Whether it is what was pooled below its path, and not all of it. */
  readonly isRest: boolean;
  readonly count: number;
  readonly weight: number;
}

/** Accounts by segment. */
export interface Segmentation {
  /** Entry `[i]` is the index of account i's segment in `segments`. */
  readonly segmentOf: Int32Array;
  /** The heaviest first, equals by id. */
  readonly segments: readonly Segment[];
}

interface Node {
  readonly label: string | null;
  readonly parent: Node | null;
  /** `null` for none. */
  children: Map<string | null, Node> | null;
  /** Accounts whose path ends here. */
  ownCount: number;
  ownWeight: number;
  /** What rounding took from `ownWeight`, in whatever order accounts came (Neumaier's sum; weights do not cancel). */
  lost: number;
  /** Of the whole subtree. */
  count: number;
  weight: number;
  /** The segment that the accounts ending here belong to. */
  draft: Draft | null;
}

interface Draft {
  readonly node: Node;
  readonly isRest: boolean;
  count: number;
  weight: number;
  index: number;
}

/** A tree that grows by paths. */
export interface LabelTree {
  /** Adds an account's path and gives back the node that it ends at. */
  add(path: readonly (string | null)[]): Node;
  /** Adds another account that ends at a node. */
  count(node: Node, weight: number): void;
  readonly root: Node;
}

export type { Node as LabelNode };

/** Makes an empty tree. */
export function createLabelTree(): LabelTree {
  const makeNode = (label: string | null, parent: Node | null): Node => ({
    ...{
      label,
      parent,
      children: null,
      ownCount: 0,
      ownWeight: 0,
      lost: 0,
      count: 0,
      weight: 0,
      draft: null,
    },
  });
  const root = makeNode(null, null);
  return {
    root,
    add: (path) => {
      let node = root;
      for (const label of path) {
        node.children ??= new Map();
        let child = node.children.get(label);
        if (child === undefined) {
          child = makeNode(label, node);
          node.children.set(label, child);
        }
        node = child;
      }
      return node;
    },
    count: (node, weight) => {
      node.ownCount++;
      const sum = node.ownWeight + weight;
      const added = sum - node.ownWeight;
      node.lost += node.ownWeight - (sum - added) + (weight - added);
      node.ownWeight = sum;
    },
  };
}

/**
 * Cuts a tree into segments.
 *
 * @param tree - with every account counted
 * @param ends - entry `[i]` is the node that account i ends at
 * @param atLeast - weight of a segment at the least
 * @param rootName - id of the segment that is everything
 */
export function poolTree(tree: LabelTree, ends: readonly Node[], atLeast: number): Segmentation {
  weigh(tree.root);
  const drafts: Draft[] = [];
  divide(tree.root, atLeast, drafts);
  const named = drafts.map((draft) => ({ draft, segment: describe(draft) }));
  named.sort(
    (a, b) =>
      b.segment.weight - a.segment.weight ||
      (a.segment.id < b.segment.id ? -1 : a.segment.id > b.segment.id ? 1 : 0),
  );
  named.forEach(({ draft }, index) => {
    draft.index = index;
  });
  return {
    segmentOf: Int32Array.from(ends, (node) => (node.draft as Draft).index),
    segments: named.map(({ segment }) => segment),
  };
}

function childrenOf(node: Node): Iterable<Node> {
  return node.children?.values() ?? [];
}

function weigh(node: Node): void {
  node.count = node.ownCount;
  node.ownWeight += node.lost;
  const weights = [node.ownWeight];
  for (const child of childrenOf(node)) {
    weigh(child);
    node.count += child.count;
    weights.push(child.weight);
  }
  node.weight = compensatedSum(weights);
}

function divide(node: Node, atLeast: number, drafts: Draft[]): void {
  if (node.count === 0) return;
  const byWeight = [...childrenOf(node)].sort(
    (a, b) => b.weight - a.weight || compareLabels(a.label, b.label),
  );
  let standing = byWeight.length;
  let rest = node.ownWeight;
  let restCount = node.ownCount;
  const takeIn = () => {
    standing--;
    rest += byWeight[standing].weight;
    restCount += byWeight[standing].count;
  };
  while (standing > 0 && byWeight[standing - 1].weight < atLeast) takeIn();
  while (standing > 0 && restCount > 0 && rest < atLeast) takeIn();
  if (restCount > 0) {
    const draft: Draft = { node, isRest: standing > 0, count: restCount, weight: rest, index: -1 };
    drafts.push(draft);
    node.draft = draft;
    for (const child of byWeight.slice(standing)) paint(child, draft);
  }
  for (const child of byWeight.slice(0, standing)) divide(child, atLeast, drafts);
}

function paint(node: Node, draft: Draft): void {
  node.draft = draft;
  for (const child of childrenOf(node)) paint(child, draft);
}

function describe({ node, isRest, count, weight }: Draft): Segment {
  const path: (string | null)[] = [];
  for (let at: Node = node; at.parent !== null; at = at.parent) path.unshift(at.label);
  const labels = path.map((label) => label ?? '?');
  const isLeaf = node.children === null;
  const id = (isRest && !isLeaf) || path.length === 0 ? [...labels, '*'].join(' / ') : labels.join(' / ');
  return { id, path, isRest, count, weight };
}

function compareLabels(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
