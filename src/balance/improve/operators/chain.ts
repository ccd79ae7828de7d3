import type { Operator } from '../operator.js';

/** Units looked at for each link of a chain, those with the least regret; found by trial. */
const LINKS = 8;

/**
 * Three territories in a chain: u goes from a to b, v from b to c, and, where that is better still, w from c back to
 * a. Reaches balance that no move between two territories can, since b only passes load on.
 */
export const chain: Operator = {
  name: 'chain',
  *sweep({ search, state, listExchanges, hasChanged, leastGain }, work) {
    const { assignment, unitCost } = state;
    const { pairsOf, to, size, unit, cost, least, startOf, find } = yield* listExchanges();
    const linksEnd = (pair: number) => startOf(pair) + Math.min(LINKS, size[pair]);
    /** Whether a territory that b passes units on to has changed. */
    const isNearChange = (b: number) => {
      for (let f = pairsOf.offsets[b]; f < pairsOf.offsets[b + 1]; f++) {
        if (hasChanged(to[pairsOf.targets[f]])) return true;
      }
      return false;
    };
    let moves = 0;
    for (let a = 0; a < search.k; a++) {
      for (let e = pairsOf.offsets[a]; e < pairsOf.offsets[a + 1]; e++) {
        const first = pairsOf.targets[e];
        const b = to[first];
        if (!(hasChanged(a) || hasChanged(b) || isNearChange(b))) continue;
        for (let s = startOf(first); s < linksEnd(first); s++) {
          const u = unit[s];
          if (assignment[u] !== a) continue;
          const uDelta = cost[s] - unitCost[u];
          const leave = state.exchangePenalty(a, u, -1);
          const uShift = state.movedChange(u, b);
          let bestDelta = -leastGain;
          let bestSecond = -1;
          let bestThird = -1;
          let bestC = -1;
          const roomAtEnds = state.penaltyOf(a) + state.penaltyOf(b) + state.penaltyOfBudget() - leastGain;
          for (let f = pairsOf.offsets[b]; f < pairsOf.offsets[b + 1]; f++) {
            const second = pairsOf.targets[f];
            if (work.isPauseDue(1)) yield;
            const c = to[second];
            if (c === a || !(hasChanged(a) || hasChanged(b) || hasChanged(c))) continue;
            // Penalties can fall by no more than they are: where unit costs rise by more, no chain pays.
            const room = roomAtEnds + state.penaltyOf(c);
            const third = find(c, a);
            const leastThird = third < 0 ? 0 : Math.min(0, least[third]);
            if (uDelta + least[second] + leastThird >= room) continue;
            /** The same for a link back, when it is known what b gains. */
            const roomAtRest = state.penaltyOf(a) + state.penaltyOf(c) + state.penaltyOfBudget();
            for (let t = startOf(second); t < linksEnd(second); t++) {
              const v = unit[t];
              const vDelta = uDelta + cost[t] - unitCost[v];
              if (assignment[v] !== b || vDelta + leastThird >= room) continue;
              const twoDelta = vDelta + state.exchangePenalty(b, v, u);
              const vShift = uShift + state.movedChange(v, c);
              const open = twoDelta + leave + state.exchangePenalty(c, -1, v) + state.budgetPenalty(vShift);
              if (open < bestDelta) {
                bestDelta = open;
                bestSecond = t;
                bestThird = -1;
                bestC = c;
              }
              if (work.isPauseDue(1)) yield;
              if (third < 0 || twoDelta + leastThird >= roomAtRest + bestDelta) continue;
              for (let r = startOf(third); r < linksEnd(third); r++) {
                const w = unit[r];
                const change = cost[r] - unitCost[w];
                if (assignment[w] !== c || vDelta + change >= room) continue;
                const closed =
                  twoDelta +
                  change +
                  state.exchangePenalty(c, w, v) +
                  state.exchangePenalty(a, u, w) +
                  state.budgetPenalty(vShift + state.movedChange(w, a));
                if (closed < bestDelta) {
                  bestDelta = closed;
                  bestSecond = t;
                  bestThird = r;
                  bestC = c;
                }
              }
              if (work.isPauseDue(size[third])) yield;
            }
          }
          if (bestSecond < 0) continue;
          state.move(u, b, cost[s]);
          state.move(unit[bestSecond], bestC, cost[bestSecond]);
          if (bestThird >= 0) state.move(unit[bestThird], a, cost[bestThird]);
          moves++;
        }
      }
    }
    return moves;
  },
};
