/**
 * Sharing anew: groups of territories side by side are shared out by their undecided units (shareUndecided.ts), small
 * groups with few partial plans first, and all territories at once at the end.
 *
 * A group grows from each territory in turn, by candidates of its units drawn at random. A size is through when a group
 * from every territory was no better anew. What costs the larger ones time is the gap, and that is small by then.
 */
import { buildCsr, type Csr } from '../../core/csr.js';
import type { Random } from '../../core/random.js';
import type { Candidates } from '../transport/candidates.js';
import type { Task, Work } from '../work.js';
import { type SharingSize, shareUndecided } from './shareUndecided.js';
import type { KnownPlan, Priced } from './undecided.js';

/** Territories of a group, and what is looked at for one; found by trial on 300 units and 10 seats. */
const SIZES: readonly (Omit<SharingSize, 'end'> & { readonly territories: number })[] = [
  { territories: 4, plans: 100, units: 400, isStrict: false },
  { territories: 7, plans: 300, units: 400, isStrict: false },
  { territories: Number.POSITIVE_INFINITY, plans: 1000, units: 400, isStrict: false },
  { territories: Number.POSITIVE_INFINITY, plans: 40_000, units: 400, isStrict: true },
];
/** Draws for each further territory of a group. */
const MOST_DRAWS = 100;

/** What is improved. */
export interface SharedPlan {
  readonly plan: KnownPlan;
  /** Takes a cheaper assignment over into the plan; says whether it did. */
  take(assignment: Int32Array): boolean;
}

/** Shares groups anew for so many evaluations, and says whether the plan is proven to be the cheapest. */
export function* shareAnew(
  priced: Priced,
  lists: Candidates,
  { plan, take }: SharedPlan,
  evaluations: number,
  random: Random,
  work: Work,
): Task<boolean> {
  const { n, k } = priced.search;
  const units = Int32Array.from({ length: n }, (_, u) => u);
  const end = work.spent() + evaluations;
  let held = buildCsr(k, plan.assignment, units);
  for (const size of SIZES) {
    const isWhole = size.territories >= k;
    let turn = 0;
    for (let idle = 0; idle < (isWhole ? 1 : k); idle++) {
      if (work.spent() >= end) return false;
      const group = isWhole
        ? units.subarray(0, k)
        : drawGroup(turn++ % k, size.territories, held, lists, random);
      const { assignment, isComplete } = yield* shareUndecided(
        priced,
        plan,
        held,
        group,
        { ...size, end },
        work,
      );
      const isBetter = assignment !== null && take(assignment);
      if (isWhole && isComplete) return isBetter === (assignment !== null);
      if (!isBetter) continue;
      held = buildCsr(k, plan.assignment, units);
      idle = -1;
    }
  }
  return false;
}

/** Territories side by side, the first one given. */
function drawGroup(first: number, most: number, held: Csr, lists: Candidates, random: Random): Int32Array {
  const { offsets, targets } = held;
  const { start, count, territory } = lists;
  const group = [first];
  for (let draw = 0; draw < MOST_DRAWS * most && group.length < most; draw++) {
    const j = group[random.nextBelow(group.length)];
    if (offsets[j] === offsets[j + 1]) continue;
    const u = targets[offsets[j] + random.nextBelow(offsets[j + 1] - offsets[j])];
    const other = territory[start[u] + random.nextBelow(count[u])];
    if (!group.includes(other)) group.push(other);
  }
  return Int32Array.from(group);
}
