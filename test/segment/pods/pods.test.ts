import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import { createRandom } from '../../../src/core/random.js';
import { fillSeats } from '../../../src/segment/pods/fillSeats.js';
import { formPods } from '../../../src/segment/pods/formPods.js';
import { groupNearby } from '../../../src/segment/pods/groupNearby.js';
import { planRotation } from '../../../src/segment/pods/planRotation.js';
import { staffRoles } from '../../../src/segment/pods/staffRoles.js';

describe('staffRoles', () => {
  it('keeps the ratio, and does not round a whole number up', () => {
    const roles = staffRoles(9, 'AE', { AE: 3, SE: 1, CSM: 1 }, { available: { SE: 5, CSM: 1 } });
    expect(roles.map(({ role, heads, gap }) => [role, heads, gap])).toEqual([
      ['AE', 9, null],
      ['SE', 3, -2],
      ['CSM', 3, 2],
    ]);
    expect(staffRoles(3, 'AE', { AE: 0.3, SE: 0.1 })[1].heads).toBe(1);
    expect(staffRoles(10, 'AE', { AE: 3, SE: 1 }, { round: 'nearest' })[1].heads).toBe(3);
  });

  it('has an answer for nobody, and refuses a ratio without the lead role', () => {
    expect(staffRoles(0, 'AE', { AE: 1, SE: 1 })[1]).toMatchObject({ heads: 0, leadsPerHead: null });
    expect(() => staffRoles(1.5, 'AE', { SE: 0 })).toThrow(/leads.*leadRole.*ratio\.SE/s);
  });
});

/** Points on a plane and the table of their distances. */
function planeOf(n: number, seed: number) {
  const random = createRandom(seed);
  const points = Array.from({ length: n }, () => [random.nextShare() * 100, random.nextShare() * 100]);
  const km = (i: number, j: number) => Math.hypot(points[i][0] - points[j][0], points[i][1] - points[j][1]);
  const far = new Float64Array(n * n).map((_, e) => km(Math.floor(e / n), e % n));
  return { km, far };
}

/** Least sum of distances to medoids over all ways to part n items into pairs of groups of half the size. */
function leastHalves(n: number, far: Float64Array): number {
  const costOf = (rows: number[]) =>
    Math.min(...rows.map((i) => rows.reduce((sum, j) => sum + far[i * n + j], 0)));
  let least = Number.POSITIVE_INFINITY;
  for (let mask = 0; mask < 2 ** n; mask++) {
    const one = Array.from({ length: n }, (_, i) => i).filter((i) => (mask >> i) & 1);
    if (one.length !== n / 2) continue;
    const other = Array.from({ length: n }, (_, i) => i).filter((i) => !((mask >> i) & 1));
    least = Math.min(least, costOf(one) + costOf(other));
  }
  return least;
}

describe('groupNearby', () => {
  it('comes near the least sum of distances that trying all gives', () => {
    let found = 0;
    let least = 0;
    for (let seed = 1; seed <= 25; seed++) {
      const { far } = planeOf(10, seed);
      const { groupOf, medoids } = groupNearby(10, 2, far);
      const cost = groupOf.reduce((sum, g, i) => sum + far[i * 10 + medoids[g]], 0);
      const best = leastHalves(10, far);
      expect(cost).toBeGreaterThanOrEqual(best - 1e-9);
      found += cost;
      least += best;
    }
    expect(found / least).toBeLessThan(1.06);
  });

  it('makes groups whose sizes differ by one at the most, each with its medoid inside', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(), fc.nat(1000), (n, pick, seed) => {
        const k = 1 + (pick % n);
        const { groupOf, medoids } = groupNearby(n, k, planeOf(n, seed).far);
        const sizes = Array.from({ length: k }, (_, g) => groupOf.filter((own) => own === g).length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        medoids.forEach((i, g) => {
          expect(groupOf[i]).toBe(g);
        });
      }),
      { numRuns: 60 },
    );
    // Many at one point: distances say nothing.
    expect(new Set(groupNearby(6, 3, new Float64Array(36)).groupOf).size).toBe(3);
  });
});

describe('fillSeats', () => {
  it('covers as many needs as trying all seatings does, nearly always, and never seats anybody twice', () => {
    const random = createRandom(6);
    let found = 0;
    let best = 0;
    for (let trial = 0; trial < 60; trial++) {
      const skill = () => ['x', 'y', 'z'].filter(() => random.nextBelow(2) === 1);
      const people = Array.from({ length: 4 }, () => ({ role: 'SE', skills: skill() }));
      const needs = [skill(), skill(), skill()];
      const covered = (podOf: ArrayLike<number>) =>
        needs.reduce((sum, own, p) => {
          const has = new Set(people.flatMap(({ skills }, i) => (podOf[i] === p ? skills : [])));
          return sum + own.filter((need) => has.has(need)).length;
        }, 0);
      const podOf = fillSeats(people, needs, { SE: 1 }, () => 0);
      const seated = [...podOf].filter((p) => p >= 0);
      expect(new Set(seated).size).toBe(seated.length);
      found += covered(podOf);
      let most = 0;
      for (let code = 0; code < 4 ** 4; code++) {
        const seats = people.map((_, i) => (Math.floor(code / 4 ** i) % 4) - 1);
        const taken = seats.filter((p) => p >= 0);
        if (new Set(taken).size === taken.length) most = Math.max(most, covered(seats));
      }
      expect(covered(podOf)).toBeLessThanOrEqual(most);
      best += most;
    }
    expect(found / best).toBeGreaterThan(0.97);
  });

  it('prefers who is near where skills do not matter', () => {
    const people = [{ role: 'SE' }, { role: 'SE' }];
    const km = [
      [90, 1],
      [2, 80],
    ];
    expect([...fillSeats(people, [[], []], { SE: 1 }, (i, p) => km[i][p])]).toEqual([1, 0]);
  });

  it('exchanges two people where that covers more than first come, first served', () => {
    const people = [
      { role: 'SE', skills: ['a', 'b', 'c', 'd'] },
      { role: 'SE', skills: ['a', 'b'] },
    ];
    const needs = [
      ['a', 'b', 'c'],
      ['c', 'd'],
    ];
    // Each at once to the pod where it covers most would be 3 + 0 needs; the other way round it is 2 + 2.
    expect([...fillSeats(people, needs, { SE: 1 }, () => 0)]).toEqual([1, 0]);
  });

  it('lets a spare person who covers more take a seat', () => {
    const people = [
      { role: 'SE', skills: ['x'] },
      { role: 'SE', skills: ['x', 'y'] },
      { role: 'CSM', skills: ['y'] },
    ];
    expect([...fillSeats(people, [['x', 'y']], { SE: 1 }, () => 0)]).toEqual([-1, 0, -1]);
  });
});

describe('formPods', () => {
  const km = [0, 1, 2, 100, 101, 102, 200];
  const territories = km.map((_, i) => ({ id: `t${i}`, needs: i === 3 ? ['cardio'] : [] }));
  const options = {
    ...{ territoriesPerPod: 3, headsPerPod: { SE: 1 } },
    distanceKm: (a: number, b: number) => Math.abs(km[a] - km[b]),
  };

  it('groups what lies together, covers what it needs, and names what is lacking and who is spare', () => {
    const people = [
      { id: 'A', role: 'SE' },
      { id: 'B', role: 'SE', skills: ['cardio'] },
      { id: 'C', role: 'CSM' },
    ];
    const { pods, status, reasons, spare } = formPods(territories, people, options);
    expect(pods.map(({ territoryIds }) => territoryIds.length)).toEqual([3, 2, 2]);
    const cardio = pods.find(({ territoryIds }) => territoryIds.includes('t3'));
    expect(cardio?.members).toEqual([{ id: 'B', role: 'SE', covers: ['cardio'] }]);
    expect(status).toBe('infeasible');
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(/1 SE lacking/);
    expect(spare).toEqual(['C']);
  });

  it('names a need that nobody covers', () => {
    const people = ['A', 'B', 'C'].map((id) => ({ id, role: 'SE' }));
    expect(formPods(territories, people, options).reasons).toEqual([
      expect.stringContaining('nobody covers cardio'),
    ]);
    expect(formPods([], people, options)).toMatchObject({
      status: 'feasible',
      pods: [],
      spare: ['A', 'B', 'C'],
    });
  });

  it('refuses ids that repeat, distances that differ by the way, and no distance at all', () => {
    expect(() => formPods([{ id: 'a' }, { id: 'a' }], [], options)).toThrow(InputError);
    expect(() => formPods(territories, [], { ...options, distanceKm: (a, b) => a - b })).toThrow(InputError);
    expect(() => formPods(territories, [], { territoriesPerPod: 2 } as never)).toThrow(OptionsError);
  });
});

describe('planRotation', () => {
  const podsOf = (count: number, roles: string[], group?: (p: number) => string) =>
    Array.from({ length: count }, (_, p) => ({
      id: `p${p}`,
      members: roles.map((role, m) => ({ id: `${role}${p}${m}`, role })),
      ...(group ? { group: group(p) } : {}),
    }));

  it('keeps the share that it promises, loses nobody, and moves people within their group only', () => {
    const shares = fc.record({
      AE: fc.integer({ min: 1, max: 9 }),
      SE: fc.integer({ min: 0, max: 9 }),
      CSM: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.shuffledSubarray(['AE', 'AE', 'SE', 'CSM'], { minLength: 1 }),
        shares,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 3 }),
        (count, roles, roleShares, continuityShare, stayPeriods) => {
          const pods = podsOf(count, roles, (p) => (p < 2 ? 'north' : 'south'));
          const plan = planRotation(pods, { periods: 6, continuityShare, roleShares, stayPeriods });
          const everybody = pods.flatMap(({ members }) => members.map(({ id }) => id)).sort();
          const arrived = new Map<string, number>();
          plan.teams.forEach((team, t) => {
            expect(Object.values(team).flat().sort()).toEqual(everybody);
            if (t === 0) return;
            for (const [p, pod] of pods.entries()) {
              const here = team[pod.id];
              const whole = [...new Set(roles)].reduce((sum, role) => sum + roleShares[role as 'AE'], 0);
              const kept = pod.members.reduce((sum, { role }, m) => {
                const heads = roles.filter((other) => other === role).length;
                return (
                  sum + (plan.teams[t - 1][pod.id][m] === here[m] ? roleShares[role as 'AE'] / heads : 0)
                );
              }, 0);
              expect(whole > 0 ? kept / whole : 1).toBeGreaterThanOrEqual(plan.continuity[t - 1] - 1e-9);
              expect(plan.continuity[t - 1]).toBeGreaterThanOrEqual(continuityShare - 1e-6);
              for (const id of here) {
                const from = Number(id.replace(/\D/g, '')[0]);
                expect(from < 2).toBe(p < 2);
              }
            }
          });
          for (const { period, personId } of plan.moves) {
            expect(period - (arrived.get(personId) ?? 0)).toBeGreaterThanOrEqual(stayPeriods);
            arrived.set(personId, period);
          }
        },
      ),
    );
  });

  it('turns everybody round in as many periods as there are pods where all may change', () => {
    const pods = podsOf(3, ['AE', 'SE']);
    const { teams, continuity } = planRotation(pods, {
      periods: 3,
      continuityShare: 0,
      roleShares: { AE: 1, SE: 1 },
    });
    expect(teams[3]).toEqual(teams[0]);
    expect(teams[1].p1).toEqual(['AE00', 'SE01']);
    expect(continuity).toEqual([0, 0, 0]);
  });

  it('lets those who waited longest go first, and names a role that is too much of a team', () => {
    const pods = podsOf(2, ['AE', 'SE', 'CSM']);
    const options = { periods: 4, continuityShare: 0.7, roleShares: { AE: 0.5, SE: 0.3, CSM: 0.2 } };
    const { moves, reasons, status } = planRotation(pods, options);
    expect(moves.map(({ period, role }) => `${period} ${role}`).filter((_, i) => i % 2 === 0)).toEqual([
      '1 CSM',
      '2 SE',
      '3 CSM',
      '4 SE',
    ]);
    expect(status).toBe('infeasible');
    expect(reasons).toEqual(['AE 1 cannot rotate: it is 0.5 of a team, and 0.3 may change']);
  });

  it('leaves one pod as it is', () => {
    const { moves, status, continuity } = planRotation(podsOf(1, ['AE']), {
      ...{ periods: 2, continuityShare: 1, roleShares: { AE: 1 } },
    });
    expect([moves, status, continuity]).toEqual([[], 'feasible', [1, 1]]);
    expect(planRotation([], { periods: 1, continuityShare: 1, roleShares: { AE: 1 } }).continuity).toEqual([
      1,
    ]);
  });

  it('names people in two pods and roles without a share', () => {
    const pods = [
      { id: 'p', members: [{ id: 'x', role: 'AE' }] },
      { id: 'q', members: [{ id: 'x', role: 'SE' }] },
    ];
    const options = { periods: 1, continuityShare: 0.5, roleShares: { AE: 1 } };
    expect(() => planRotation(pods, options)).toThrow(/2 errors/);
    expect(() => planRotation([], {} as never)).toThrow(OptionsError);
  });
});
