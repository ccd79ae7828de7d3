/**
 * Paths and rings through territories that lower cost plus penalties: cyclic exchanges, with and without ends.
 *
 * A link is a unit and a territory it could go to, one of the few with the least regret for their pair. A path is a
 * chain of links through different territories: what enters a territory by one link leaves it, or the like of it, by
 * the next. It changes the cost of its units, and the penalty of each territory by what enters and what leaves there.
 *
 * 1. A label is a path without its last penalty, which hangs on what comes next; of all that end with the same link the
 *    cheapest is kept. The first labels are the links themselves.
 * 2. Labels of i links make those of i + 1: each link out of the territory where one ends is a next one.
 * 3. The value of a label is its change and what the load it brings is worth, at the prices of the relaxation, so that
 *    it says what is lost or gained so far. Only labels with a value below 0 go on: a ring that pays can begin where
 *    all its partial sums are below 0. For paths that is a rule of thumb.
 * 4. A path ends where it stands, if that pays; a ring with a link back to its first territory, whose penalty is judged
 *    at last.
 *
 * O(d w g l) for d links of a path, w labels, g neighbours of a territory and l links of a pair. A heuristic: the
 * cheapest label of a link may stand in the way of one that would go further. P. M. Thompson, H. N. Psaraftis: Cyclic
 * transfer algorithms for multivehicle routing and scheduling problems, 1993, DOI 10.1287/opre.41.5.935.
 */
import type { Task, Work } from '../work.js';
import type { Links } from './listLinks.js';
import type { Neighbourhood } from './operator.js';

/** Links of a path at the most. */
const MOST_LINKS = 8;
/** Labels of one length for each territory at the most, those with the least values; found by trial. */
const WIDTH = 2;

/** Units that change territories one after the other, and what that changes but for the budget. */
export interface Path {
  readonly units: readonly number[];
  /** Entry `[i]` is where unit i goes, and what it costs there. */
  readonly to: readonly number[];
  readonly costs: readonly number[];
  /** Change of unit costs and of the penalties of territories. */
  readonly delta: number;
  /** Change of what is moved off incumbents. */
  readonly shift: number;
}

/** Labels of one length. */
interface Labels {
  /** Entry `[i]` is the last link of label i, and the first one. */
  readonly last: number[];
  readonly first: number[];
  /** Entry `[i]` is the label that is shorter by the last link, -1 for none. */
  readonly shorter: number[];
  /** Entry `[i]` is the change so far, what is moved at its price; of rings less what leaves at first is worth. */
  readonly change: number[];
  /** Entry `[i]` is the change of what is moved. */
  readonly shift: number[];
}

/** Finds paths, or rings, that pay: at most one for each length, last link and way to end. */
export function* findPaths(around: Neighbourhood, links: Links, isRing: boolean, work: Work): Task<Path[]> {
  const { search, state, leastGain } = around;
  const { unit, from, to, change, shift, takes, brings, firstOf, movePrice } = links;
  const penaltyOf = Float64Array.from({ length: search.k }, (_, j) => state.penaltyOf(j));
  /** Entry `[d]` lists the labels of d + 1 links. */
  const lengths: Labels[] = [];
  const found: Path[] = [];
  /** Entry `[l]` is the label of the next length that ends with link l, -1 for none. */
  const labelOf = new Int32Array(unit.length);

  const isOnPath = (label: number, j: number) => {
    let at = label;
    for (let d = lengths.length - 1; d >= 0; at = lengths[d--].shorter[at])
      if (from[lengths[d].last[at]] === j) return true;
    return false;
  };
  const addIfPays = (label: number, end: number, total: number, moved: number) => {
    const delta = total - movePrice * moved;
    if (delta + state.budgetPenalty(moved) < -leastGain)
      found.push(tracePath(links, lengths, label, end, delta, moved));
  };

  let labels = yield* startLabels(around, links, isRing, work);
  while (labels.last.length > 0) {
    lengths.push(labels);
    const next = createLabels();
    labelOf.fill(-1);
    for (let i = 0; i < labels.last.length; i++) {
      const first = labels.first[i];
      const last = labels.last[i];
      const b = to[last];
      if (!isRing)
        addIfPays(i, -1, labels.change[i] + state.exchangePenalty(b, -1, unit[last]), labels.shift[i]);
      if (lengths.length === MOST_LINKS) continue;
      for (let l = firstOf[b]; l < firstOf[b + 1]; l++) {
        if (work.isPauseDue(1)) yield;
        let sum = labels.change[i] + change[l];
        // Penalties of a territory can fall by no more than they are.
        if (sum + brings[l] >= penaltyOf[b]) continue;
        sum += state.exchangePenalty(b, unit[l], unit[last]);
        const moved = labels.shift[i] + shift[l];
        if (isRing && to[l] === from[first]) {
          const closed = sum + takes[first] + state.exchangePenalty(to[l], unit[first], unit[l]);
          addIfPays(i, l, closed, moved);
          continue;
        }
        if (sum + brings[l] >= 0 || (labelOf[l] >= 0 && sum >= next.change[labelOf[l]])) continue;
        if (isOnPath(i, to[l])) continue;
        if (labelOf[l] < 0) labelOf[l] = next.last.length;
        setLabel(next, labelOf[l], l, first, i, sum, moved);
      }
    }
    labels = keepBest(next, brings, WIDTH * search.k);
  }
  return found;
}

/** Every link that may begin something. */
function* startLabels(
  { search, state }: Neighbourhood,
  links: Links,
  isRing: boolean,
  work: Work,
): Task<Labels> {
  const { unit, from, change, shift, takes, brings } = links;
  const labels = createLabels();
  for (let l = 0; l < unit.length; l++) {
    if (work.isPauseDue(1)) yield;
    const sum = change[l] + (isRing ? -takes[l] : state.exchangePenalty(from[l], unit[l], -1));
    if (sum + brings[l] < 0) setLabel(labels, labels.last.length, l, l, -1, sum, shift[l]);
  }
  return keepBest(labels, brings, WIDTH * search.k);
}

/** The labels with the least values, in their order. */
function keepBest(labels: Labels, brings: Float64Array, most: number): Labels {
  const { last, first, shorter, change, shift } = labels;
  if (last.length <= most) return labels;
  const values = new Float64Array(last.length);
  for (let i = 0; i < last.length; i++) values[i] = change[i] + brings[last[i]];
  const rising = values.slice().sort();
  /** The least value that not all labels are kept with: of those with this one, the first so many. */
  const highest = rising[most - 1];
  let ties = most;
  while (ties > 0 && rising[most - ties] < highest) ties--;
  const kept = createLabels();
  for (let i = 0; i < last.length; i++) {
    if (values[i] > highest || (values[i] === highest && ties-- <= 0)) continue;
    setLabel(kept, kept.last.length, last[i], first[i], shorter[i], change[i], shift[i]);
  }
  return kept;
}

const createLabels = (): Labels => ({ last: [], first: [], shorter: [], change: [], shift: [] });

function setLabel(
  labels: Labels,
  at: number,
  last: number,
  first: number,
  shorter: number,
  change: number,
  shift: number,
): void {
  labels.last[at] = last;
  labels.first[at] = first;
  labels.shorter[at] = shorter;
  labels.change[at] = change;
  labels.shift[at] = shift;
}

/** The moves of a label, first to last; `end` is one more link, -1 for none. */
function tracePath(
  { unit, to, cost }: Links,
  lengths: readonly Labels[],
  label: number,
  end: number,
  delta: number,
  shift: number,
): Path {
  const list = end < 0 ? [] : [end];
  for (let d = lengths.length - 1, at = label; d >= 0; at = lengths[d--].shorter[at])
    list.push(lengths[d].last[at]);
  list.reverse();
  return {
    units: list.map((l) => unit[l]),
    to: list.map((l) => to[l]),
    costs: list.map((l) => cost[l]),
    delta,
    shift,
  };
}
