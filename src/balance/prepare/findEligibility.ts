import type { Account } from '../../model/account.js';
import type { Rep } from '../../model/rep.js';
import type { Territory } from '../../model/territory.js';
import type { Findings } from '../findings.js';

/** What decides where an account may be. */
export interface EligibilityInput {
  readonly accounts: readonly Account[];
  readonly territories: readonly Territory[];
  readonly reps?: readonly Rep[];
  readonly isEligible?: (account: Account, territory: Territory) => boolean;
}

/**
 * One row of eligibility for each set of required skills, which `needs` names; one for each different answer of
 * `isEligible` where that is given, whose needs are not known.
 */
export function findEligibility(
  { accounts, territories, reps, isEligible }: EligibilityInput,
  findings: Findings,
) {
  const k = territories.length;
  const repById = new Map((reps ?? []).map((rep) => [rep.id, rep]));
  const teams = territories.map((territory, j) =>
    territory.repIds.flatMap((id) => {
      const rep = repById.get(id);
      if (rep === undefined && reps !== undefined) {
        findings.add(j, 'territories.repIds', 'unknown-rep', 'the id of a given rep', id);
      }
      return rep ?? [];
    }),
  );
  const rows: Uint8Array[] = [];
  const needs: string[] = [];
  const rowByKey = new Map<string, number>();
  const bySkills = new Map<string, Uint8Array>();
  const eligibleRow = Int32Array.from(accounts, (account, i) => {
    const skills = account.requiredSkills ?? [];
    if (skills.length > 0 && reps === undefined) {
      findings.add(
        i,
        'accounts.requiredSkills',
        'no-reps',
        'reps to be given, since skills are required',
        skills,
      );
    }
    const skillKey = skills.length === 0 ? '' : JSON.stringify(skills);
    let row = bySkills.get(skillKey);
    if (row === undefined) {
      row = Uint8Array.from(teams, (team) => (canServe(team, skills) ? 1 : 0));
      bySkills.set(skillKey, row);
    }
    if (isEligible)
      row = row.map((isSkilled, j) => (isSkilled === 1 && isEligible(account, territories[j]) ? 1 : 0));
    const key = isEligible ? row.join('') : skillKey;
    const found = rowByKey.get(key);
    if (found !== undefined) return found;
    rowByKey.set(key, rows.length);
    needs.push(isEligible ? '' : skills.join(' and '));
    return rows.push(row) - 1;
  });
  const eligible = new Uint8Array(rows.length * k);
  for (let r = 0; r < rows.length; r++) eligible.set(rows[r], r * k);
  return { eligibleRow, eligible, needs };
}

/** Whether one of the reps has all the skills. */
function canServe(team: readonly Rep[], skills: readonly string[]): boolean {
  return skills.length === 0 || team.some((rep) => skills.every((skill) => rep.skills.includes(skill)));
}
