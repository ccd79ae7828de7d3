import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formPods } from '../../../src/segment/pods/formPods.js';
import { planRotation } from '../../../src/segment/pods/planRotation.js';

describe('formPods', () => {
  it('puts every territory into one pod and every person into one at the most, and says who is lacking', () => {
    const skill = fc.subarray(['spanish', 'cloud', 'health']);
    const people = fc.array(fc.record({ role: fc.constantFrom('SE', 'CSM'), skills: skill }), {
      maxLength: 6,
    });
    const territories = fc.array(fc.record({ x: fc.integer({ min: 0, max: 9 }), needs: skill }), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(territories, people, fc.integer({ min: 1, max: 4 }), (areas, staff, territoriesPerPod) => {
        const { status, reasons, pods, spare } = formPods(
          areas.map(({ needs }, t) => ({ id: `t${t}`, needs })),
          staff.map((person, p) => ({ id: `p${p}`, ...person })),
          {
            territoriesPerPod,
            headsPerPod: { SE: 1, CSM: 1 },
            distanceKm: (a, b) => Math.abs(areas[a].x - areas[b].x),
          },
        );
        expect(pods.flatMap(({ territoryIds }) => territoryIds).sort()).toEqual(
          areas.map((_, t) => `t${t}`).sort(),
        );
        const seated = pods.flatMap(({ members }) => members.map(({ id }) => id));
        expect([...seated, ...spare].sort()).toEqual(staff.map((_, p) => `p${p}`).sort());
        for (const { territoryIds, members, open, uncovered } of pods) {
          expect(territoryIds.length).toBeLessThanOrEqual(territoriesPerPod);
          for (const role of ['SE', 'CSM'])
            expect(members.filter((member) => member.role === role).length + (open[role] ?? 0)).toBe(1);
          const needs = new Set(territoryIds.flatMap((id) => areas[Number(id.slice(1))].needs));
          const covered = new Set(members.flatMap(({ id }) => staff[Number(id.slice(1))].skills));
          expect(uncovered).toEqual([...needs].filter((need) => !covered.has(need)).sort());
        }
        expect(status === 'feasible').toBe(reasons.length === 0);
      }),
    );
  });
});

describe('planRotation', () => {
  it('keeps everybody in one pod, in the same role, and the share of every team that was asked for', () => {
    const role = fc.constantFrom('AE', 'SE', 'CSM');
    const roleShares = { AE: 0.5, SE: 0.3, CSM: 0.2 };
    fc.assert(
      fc.property(
        fc.array(fc.array(role, { maxLength: 4 }), { maxLength: 5 }),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 1, max: 3 }),
        (teams, tenths, stayPeriods) => {
          const roleOf = new Map(
            teams.flatMap((team, p) => team.map((own, m): [string, string] => [`${p} ${m}`, own])),
          );
          const pods = teams.map((team, p) => ({
            id: `pod ${p}`,
            members: team.map((own, m) => ({ id: `${p} ${m}`, role: own })),
          }));
          const plan = planRotation(pods, {
            periods: 4,
            continuityShare: tenths / 10,
            roleShares,
            stayPeriods,
          });
          plan.teams.forEach((team, t) => {
            expect(Object.values(team).flat().sort()).toEqual([...roleOf.keys()].sort());
            for (const { id, members } of pods)
              expect(team[id].map((person) => roleOf.get(person))).toEqual(
                members.map((member) => member.role),
              );
            if (t === 0) return;
            // Recomputed from who is where: parts of a pod are relative to the roles that it has.
            for (const { id, members } of pods) {
              const heads = (own: string) => members.filter((member) => member.role === own).length;
              const roles = [...new Set(members.map((member) => member.role))] as (keyof typeof roleShares)[];
              const whole = roles.reduce((sum, own) => sum + roleShares[own], 0);
              const kept = members.reduce(
                (sum, { role: own }, m) =>
                  team[id][m] === plan.teams[t - 1][id][m]
                    ? sum + roleShares[own as keyof typeof roleShares] / whole / heads(own)
                    : sum,
                0,
              );
              if (members.length > 0) expect(kept).toBeGreaterThanOrEqual(tenths / 10 - 1e-6);
              if (members.length > 0) expect(kept).toBeGreaterThanOrEqual(plan.continuity[t - 1] - 1e-6);
            }
          });
        },
      ),
    );
  });
});
