/** A plan that a run ended with. */
export interface ElitePlan {
  readonly assignment: Int32Array;
  readonly cost: number;
  /** Load outside the limits, in mean targets, summed. */
  readonly excess: number;
}

/** Plans whose costs differ by less than this share count as the same. */
const SAME = 1e-9;

/** Whether a plan is nearer to its limits than another, or as near and cheaper. */
export function isBetterPlan(plan: ElitePlan, other: ElitePlan): boolean {
  return plan.excess < other.excess || (plan.excess === other.excess && plan.cost < other.cost);
}

export type Elite = ReturnType<typeof createElite>;

/** The best plans of a search, no two of the same cost, the best first. */
export function createElite(most: number) {
  const plans: ElitePlan[] = [];
  return {
    plans: plans as readonly ElitePlan[],
    /** One of the plans that are as near to their limits as the best, by turns. */
    inTurn: (turn: number) => plans[turn % plans.filter(({ excess }) => excess === plans[0].excess).length],
    /** Takes a plan in where it is better than the worst and not there yet. */
    offer: (plan: ElitePlan) => {
      const isSame = (other: ElitePlan) =>
        other.excess === plan.excess && Math.abs(other.cost - plan.cost) <= SAME * Math.abs(other.cost);
      if (plans.some(isSame)) return;
      plans.push(plan);
      plans.sort((a, b) => a.excess - b.excess || a.cost - b.cost);
      if (plans.length > most) plans.pop();
    },
  };
}
