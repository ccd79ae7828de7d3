/** What {@link verifyPlan} looks at, in this order. */
export type PlanCheckName =
  | 'format'
  | 'records'
  | 'accounts'
  | 'assigned'
  | 'locks'
  | 'eligibility'
  | 'families'
  | 'measures'
  | 'territories'
  | 'targets'
  | 'loads'
  | 'limits'
  | 'violations'
  | 'centres'
  | 'moved'
  | 'travel'
  | 'disruption'
  | 'total'
  | 'bound'
  | 'gap'
  | 'status';

/** One thing that was looked at. */
export interface PlanCheck {
  readonly name: PlanCheckName;
  readonly ok: boolean;
  /** One sentence: what holds, or how often it does not. */
  readonly message: string;
  /** What does not hold, a sentence each; the first 20. Empty where `ok`. */
  readonly details: readonly string[];
}

/** How many faults a check spells out. */
const SHOWN_FAULTS = 20;

/** Makes a check from its faults: it holds where there are none. */
export function toCheck(name: PlanCheckName, claim: string, faults: readonly string[]): PlanCheck {
  const ok = faults.length === 0;
  const count = `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`;
  return {
    name,
    ok,
    message: ok ? claim : `not so, ${count}: ${claim}`,
    details: faults.slice(0, SHOWN_FAULTS),
  };
}

/** Says whether two numbers agree within a relative tolerance, or within `slack` near zero; never for NaN. */
export function isClose(a: number, b: number, tolerance: number, slack = 0): boolean {
  if (a === b) return true;
  return (
    Number.isFinite(a) &&
    Number.isFinite(b) &&
    Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b)) + slack
  );
}
