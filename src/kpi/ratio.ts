/** Part over whole; `null` where that is no number: the whole is 0 or not known, or the quotient overflows. */
export function ratio(part: number | null, whole: number | null): number | null {
  if (part === null || whole === null || whole === 0) return null;
  const quotient = part / whole;
  return Number.isFinite(quotient) ? quotient : null;
}
