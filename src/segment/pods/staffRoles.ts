import { OptionsError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { oneOf, resolveOptions } from '../../core/options.js';
import { isKeyOf, isRecord } from '../../core/records.js';
import { divisor } from '../checkColumn.js';

/** Options of {@link staffRoles}. */
export interface StaffOptions {
  /** Heads by role that there are. Default `{}`: none are known, no gaps are computed. */
  readonly available: Readonly<Record<string, number>>;
  /** `up` (default: chosen) leaves no lead without cover; `nearest` rounds half up. */
  readonly round: 'up' | 'nearest';
}

/** Heads that a role needs. */
export interface RoleStaffing {
  readonly role: string;
  /** leads x ratio of the role / ratio of the lead role. */
  readonly exact: number;
  /** Rounded to whole heads. */
  readonly heads: number;
  /** Heads that there are; `null` where that is not known. */
  readonly available: number | null;
  /** Heads to hire; below 0 heads to spare; `null` where it is not known. */
  readonly gap: number | null;
  /** Leads that one head covers; `null` without heads. */
  readonly leadsPerHead: number | null;
}

/**
 * Says how many heads of every role a coverage ratio asks for.
 *
 * @param leads - heads of the lead role, a whole number of 0 or more
 * @param leadRole - the role that the others follow
 * @param ratio - parts by role, above 0, the lead role among them: `{ AE: 3, SE: 1, CSM: 1 }` is one SE and one CSM for
 * three AEs
 * @param options - what there is, and rounding
 * @returns one entry a role, in the order of the ratio
 * @throws {@link OptionsError} where a figure is out of range or the lead role has no part
 * @remarks O(roles).
 * @example
 * ```ts
 * import { staffRoles } from 'bailiwick/segment';
 * const roles = staffRoles(10, 'AE', { AE: 3, SE: 1 }, { available: { SE: 3 } });
 * roles.map(({ role, heads, gap }) => `${role} ${heads} ${gap}`); // => ['AE 10 null', 'SE 4 1']
 * ```
 */
export function staffRoles(
  leads: number,
  leadRole: string,
  ratio: Readonly<Record<string, number>>,
  options?: Partial<StaffOptions>,
): RoleStaffing[] {
  const { available, round } = resolveOptions<StaffOptions>(
    'staffRoles',
    { available: {}, round: 'up' },
    options,
    {
      available: (value) =>
        isRecord(value) &&
        Object.values(value).every((heads) => Number.isSafeInteger(heads) && (heads as number) >= 0)
          ? null
          : 'a whole number from 0 for each role',
      round: oneOf('up', 'nearest'),
    },
  );
  const issues: Issue[] = [];
  if (!Number.isSafeInteger(leads) || leads < 0)
    issues.push(badValue(null, 'leads', 'bad-option', 'a whole number from 0', leads));
  if (!isRecord(ratio))
    issues.push(badValue(null, 'ratio', 'bad-option', 'a record of parts by role', ratio));
  else if (!isKeyOf(ratio, leadRole))
    issues.push(
      badValue(null, 'leadRole', 'bad-option', `one of ${Object.keys(ratio).join(', ')}`, leadRole),
    );
  for (const [role, part] of Object.entries(ratio ?? {})) {
    if (!divisor.holds(part) || part === 0)
      issues.push(badValue(null, `ratio.${role}`, 'bad-option', 'a number from 1e-100 to 1e100', part));
  }
  if (issues.length > 0) throw new OptionsError('staffRoles', issues);
  return Object.entries(ratio).map(([role, part]) => {
    const exact = (leads * part) / ratio[leadRole];
    // Rounding errors of the quotient must not ask for another head.
    const heads = round === 'up' ? Math.max(0, Math.ceil(exact - 1e-9)) : Math.floor(exact + 0.5);
    const own = Object.hasOwn(available, role) ? available[role] : null;
    return {
      ...{ role, exact, heads, available: own },
      gap: own === null ? null : heads - own,
      leadsPerHead: heads > 0 ? leads / heads : null,
    };
  });
}
