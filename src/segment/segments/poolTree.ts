/**
 * Segments from a tree of labels, none of them smaller than a minimum.
 *
 * Problem: every entry (an account, or all that have one code) has a path of labels from coarse to fine. Find segments as fine
 * as possible, each the whole subtree of a node or the pooled rest of one, that weigh at least the minimum.
 * Idea: from the root down, (1) children that weigh enough stand on their own, and so does the rest where it does;
 * (2) the children that do not, and the entries that end here, are pooled into the rest of the node; (3) a rest that is
 * itself too light takes in the lightest child that stands on its own, and again; (4) a node with one child and no rest
 * goes on with it; a node of which all is pooled is a segment; (5) the same for every child that stands on its own.
 * A node is a run of a list of entries, parted into runs for its children when it is their turn, so that what is pooled is
 * never parted, nor is an entry that is alone. O(entries x depth + segments log segments), 16 bytes an entry.
 * Guarantee: if all entries together weigh the minimum, so does every segment.
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

/** What is put into segments. */
export interface LabelledEntries {
  /** Entry `[e]` is how many accounts entry e stands for. */
  readonly counts: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  /** The label of an entry at a depth from 0; `undefined` where its path has ended. */
  readonly labelOf: (entry: number, depth: number) => string | null | undefined;
}

/** A run of entries that have one path so far. */
interface Run {
  readonly label: string | null | undefined;
  from: number;
  to: number;
  count: number;
  weight: number;
  /** What rounding took from the weight, in whatever order entries come (Neumaier's sum; weights do not cancel). */
  lost: number;
}

interface Draft {
  /** Any entry of the node, which says its path. */
  readonly entry: number;
  readonly depth: number;
  readonly isRest: boolean;
  readonly count: number;
  readonly weight: number;
}

/**
 * Cuts a tree into segments.
 *
 * @param entries - with a path each
 * @param atLeast - weight of a segment at the least
 * @returns the segment of every entry
 */
export function poolTree(entries: LabelledEntries, atLeast: number): Segmentation {
  const { drafts, draftOf } = divide(entries, atLeast);
  const named = drafts.map((draft, d) => ({ d, segment: describe(draft, entries) }));
  named.sort(
    (a, b) =>
      b.segment.weight - a.segment.weight ||
      (a.segment.id < b.segment.id ? -1 : a.segment.id > b.segment.id ? 1 : 0),
  );
  const rank = new Int32Array(named.length);
  named.forEach(({ d }, index) => {
    rank[d] = index;
  });
  return { segmentOf: draftOf.map((d) => rank[d]), segments: named.map(({ segment }) => segment) };
}

function divide({ counts, weights, labelOf }: LabelledEntries, atLeast: number) {
  const size = counts.length;
  // Entry [k] is the k-th entry, those of a node side by side.
  const order = new Int32Array(size).map((_, k) => k);
  const groupOf = new Int32Array(size);
  const held = new Int32Array(size);
  const draftOf = new Int32Array(size);
  const drafts: Draft[] = [];

  /** Parts a run by the labels at a depth: the run of each label, in the order in which they first come. */
  const part = (from: number, to: number, depth: number): Run[] => {
    const runs: Run[] = [];
    const numbers = new Map<string | null | undefined, number>();
    for (let k = from; k < to; k++) {
      const entry = order[k];
      const label = labelOf(entry, depth);
      let g = numbers.get(label);
      if (g === undefined) {
        g = runs.push({ label, from: 0, to: 0, count: 0, weight: 0, lost: 0 }) - 1;
        numbers.set(label, g);
      }
      groupOf[k] = g;
      const run = runs[g];
      const weight = weights[entry];
      const sum = run.weight + weight;
      const added = sum - run.weight;
      run.lost += run.weight - (sum - added) + (weight - added);
      run.weight = sum;
      run.count += counts[entry];
      run.to++;
    }
    let end = from;
    for (const run of runs) {
      run.weight += run.lost;
      run.from = end;
      end += run.to;
      run.to = run.from;
    }
    for (let k = from; k < to; k++) held[runs[groupOf[k]].to++] = order[k];
    order.set(held.subarray(from, to), from);
    return runs;
  };

  // What is still to be parted, the first last.
  const waiting: { from: number; to: number; depth: number; weight: number }[] = [];
  if (size > 0) waiting.push({ from: 0, to: size, depth: 0, weight: compensatedSum(weights) });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { from, to, weight } = next;
    let { depth } = next;
    // Of one label, such as that of an entry alone: its only child, unless all together are too light.
    while (weight >= atLeast && isOneLabel(order, from, to, depth, labelOf)) depth++;
    if (to - from === 1 && weight >= atLeast) {
      const entry = order[from];
      draftOf[entry] = drafts.push({ entry, depth, isRest: false, count: counts[entry], weight }) - 1;
      continue;
    }
    const runs = part(from, to, depth);
    const own = runs.find(({ label }) => label === undefined);
    const byWeight = runs.filter((run) => run !== own);
    byWeight.sort(
      (a, b) => b.weight - a.weight || compareLabels(a.label as string | null, b.label as string | null),
    );
    let standing = byWeight.length;
    let rest = own?.weight ?? 0;
    let restCount = own?.count ?? 0;
    const takeIn = () => {
      standing--;
      rest += byWeight[standing].weight;
      restCount += byWeight[standing].count;
    };
    while (standing > 0 && byWeight[standing - 1].weight < atLeast) takeIn();
    while (standing > 0 && restCount > 0 && rest < atLeast) takeIn();
    if (restCount > 0) {
      const draft =
        drafts.push({ entry: order[from], depth, isRest: standing > 0, count: restCount, weight: rest }) - 1;
      for (const run of [...(own === undefined ? [] : [own]), ...byWeight.slice(standing)])
        for (let k = run.from; k < run.to; k++) draftOf[order[k]] = draft;
    }
    for (let c = standing - 1; c >= 0; c--) {
      const { from: first, to: last, weight: heavy } = byWeight[c];
      waiting.push({ from: first, to: last, depth: depth + 1, weight: heavy });
    }
  }
  return { drafts, draftOf };
}

/** Whether the paths of a run all go on, with one label. */
function isOneLabel(
  order: Int32Array,
  from: number,
  to: number,
  depth: number,
  labelOf: LabelledEntries['labelOf'],
): boolean {
  const label = labelOf(order[from], depth);
  if (label === undefined) return false;
  for (let k = from + 1; k < to; k++) if (labelOf(order[k], depth) !== label) return false;
  return true;
}

function describe({ entry, depth, isRest, count, weight }: Draft, { labelOf }: LabelledEntries): Segment {
  const path: (string | null)[] = [];
  for (let d = 0; d < depth; d++) path.push(labelOf(entry, d) as string | null);
  const labels = path.map((label) => label ?? '?');
  const id = isRest || depth === 0 ? [...labels, '*'].join(' / ') : labels.join(' / ');
  return { id, path, isRest, count, weight };
}

function compareLabels(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
