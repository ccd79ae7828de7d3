import { startOf } from '../exchanges.js';
import type { Operator } from '../operator.js';

/** Units looked at for each link of a chain, those with the least regret; found by trial. */
const LINKS = 8;

/**
 * Three territories in a chain: u goes from a to b, v from b to c, and, where that is better still, w from c back to
 * a. Reaches balance that no move between two territories can, since b only passes load on.
 *
 * Most chains are ruled out before their penalties are worked out: these can fall by no more than they are, so where
 * unit costs rise by more no chain pays; and what a chain is worth at its ends is the same for all that share an end.
 */
export const chain: Operator = {
  name: 'chain',
  *sweep({ search, state, exchanges, hasChanged, leastGain }, work) {
    const { assignment, unitCost, movedAt } = state;
    const { pairsOf, to, size, unit, cost, least, pairs } = yield* exchanges.list();
    const { offsets, targets } = pairsOf;
    const linksEnd = (pair: number) => startOf(pair) + Math.min(LINKS, size[pair]);
    /** Entry `[j]` is 1 where territory j has changed. */
    const changed = Uint8Array.from({ length: search.k }, (_, j) => (hasChanged(j) ? 1 : 0));
    /** Entry `[t]` is the change of penalties where the unit of link t enters, as of the move in `enteredAt`. */
    const entered = new Float64Array(unit.length);
    const enteredAt = new Int32Array(unit.length).fill(-1);
    /** The ways on for the pair at hand: a second pair, the pair that leads back (-1 for none), and the least they cost. */
    const seconds = new Int32Array(search.k);
    const thirds = new Int32Array(search.k);
    const leastOfBoth = new Float64Array(search.k);
    const leastOfThird = new Float64Array(search.k);
    /** What can be gained where the second pair leads, at the most. */
    const roomThere = new Float64Array(search.k);
    let ways = 0;
    let leastWay = 0;

    /** Whether a territory that b passes units on to has changed. */
    function isNearChange(b: number): boolean {
      for (let f = offsets[b]; f < offsets[b + 1]; f++) if (changed[to[targets[f]]] === 1) return true;
      return false;
    }

    /** Lists the ways on from b that do not lead back to a at once. */
    function listWays(a: number, b: number): void {
      ways = 0;
      leastWay = Number.POSITIVE_INFINITY;
      const isNear = changed[a] === 1 || changed[b] === 1;
      for (let f = offsets[b]; f < offsets[b + 1]; f++) {
        const c = to[targets[f]];
        if (c === a || !(isNear || changed[c] === 1)) continue;
        const third = pairs.find(c, a);
        seconds[ways] = targets[f];
        thirds[ways] = third;
        leastOfThird[ways] = third < 0 ? 0 : Math.min(0, least[third]);
        leastOfBoth[ways] = least[targets[f]] + leastOfThird[ways];
        roomThere[ways] = state.penaltyOf(c);
        leastWay = Math.min(leastWay, leastOfBoth[ways] - roomThere[ways]);
        ways++;
      }
    }

    /** Change of penalties in c where the unit of link t comes: the same for all chains that end with it. */
    function enter(t: number, c: number): number {
      if (enteredAt[t] !== movedAt[c]) {
        enteredAt[t] = movedAt[c];
        entered[t] = state.exchangePenalty(c, -1, unit[t]);
      }
      return entered[t];
    }

    let moves = 0;
    for (let a = 0; a < search.k; a++) {
      for (let e = offsets[a]; e < offsets[a + 1]; e++) {
        const first = targets[e];
        const b = to[first];
        if (!(changed[a] || changed[b] || isNearChange(b))) continue;
        listWays(a, b);
        for (let s = startOf(first); s < linksEnd(first); s++) {
          const u = unit[s];
          if (assignment[u] !== a) continue;
          if (work.isPauseDue(ways)) yield;
          const uDelta = cost[s] - unitCost[u];
          const roomAtA = state.penaltyOf(a);
          const roomAtB = state.penaltyOf(b) + state.penaltyOfBudget();
          const roomAtEnds = roomAtA + roomAtB - leastGain;
          if (uDelta + leastWay >= roomAtEnds) continue;
          const leave = state.exchangePenalty(a, u, -1);
          const uShift = state.movedChange(u, b);
          let bestDelta = -leastGain;
          let bestSecond = -1;
          let bestThird = -1;
          let bestC = -1;
          for (let way = 0; way < ways; way++) {
            const room = roomAtEnds + roomThere[way];
            if (uDelta + leastOfBoth[way] >= room) continue;
            const c = to[seconds[way]];
            const third = thirds[way];
            const leastThird = leastOfThird[way];
            const lastSecond = linksEnd(seconds[way]);
            /** What can be gained but for b. */
            const roomAtRest = roomAtA + roomThere[way] + state.penaltyOfBudget();
            let looks = 0;
            for (let t = startOf(seconds[way]); t < lastSecond; t++) {
              const v = unit[t];
              const vDelta = uDelta + cost[t] - unitCost[v];
              if (assignment[v] !== b || vDelta + leastThird >= room) continue;
              looks++;
              const ends = leave + enter(t, c);
              const mayEnd = vDelta + ends - roomAtB < bestDelta;
              const mayClose = third >= 0 && vDelta + leastThird - roomAtB < roomAtRest + bestDelta;
              if (!mayEnd && !mayClose) continue;
              const twoDelta = vDelta + state.exchangePenalty(b, v, u);
              const vShift = uShift + state.movedChange(v, c);
              const open = twoDelta + ends + state.budgetPenalty(vShift);
              if (open < bestDelta) {
                bestDelta = open;
                bestSecond = t;
                bestThird = -1;
                bestC = c;
              }
              if (third < 0 || twoDelta + leastThird >= roomAtRest + bestDelta) continue;
              const lastThird = linksEnd(third);
              looks += size[third];
              for (let r = startOf(third); r < lastThird; r++) {
                const w = unit[r];
                const change = cost[r] - unitCost[w];
                if (assignment[w] !== c || twoDelta + change >= roomAtRest + bestDelta) continue;
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
            }
            if (work.isPauseDue(looks)) yield;
          }
          if (bestSecond < 0) continue;
          state.move(u, b, cost[s]);
          state.move(unit[bestSecond], bestC, cost[bestSecond]);
          if (bestThird >= 0) state.move(unit[bestThird], a, cost[bestThird]);
          for (const j of [a, b, bestC]) changed[j] = 1;
          listWays(a, b);
          moves++;
        }
      }
    }
    return moves;
  },
};
