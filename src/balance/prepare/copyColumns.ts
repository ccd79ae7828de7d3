import type { Findings } from '../findings.js';

/** Wrong entries of one column that are named one by one. */
const MOST_NAMED = 100;
/** Whether a column has an entry for each unit; a finding where not. */
export function checkLength(
  field: string,
  values: ArrayLike<unknown>,
  n: number,
  findings: Findings,
): boolean {
  if (values.length === n) return true;
  findings.add(
    null,
    field,
    'wrong-length',
    `${n} entries, one for each coordinate`,
    `${values.length} entries`,
  );
  return false;
}

/** Names the first bad entries of a column and counts the others. */
export function createNamer(field: string, code: string, expected: string, findings: Findings) {
  let bad = 0;
  return {
    name: (row: number, value: unknown) => {
      if (bad++ < MOST_NAMED) findings.add(row, field, code, expected, value);
    },
    finish: () => {
      if (bad > MOST_NAMED) {
        findings.add(null, field, code, expected, `wrong in ${bad - MOST_NAMED} more rows`);
      }
    },
  };
}

/** A copy of a column of finite numbers from 0; bad ones are findings. */
export function copyColumn(
  field: string,
  values: ArrayLike<number>,
  n: number,
  findings: Findings,
): Float64Array {
  const copy = new Float64Array(n);
  if (!checkLength(field, values, n, findings)) return copy;
  const namer = createNamer(field, 'out-of-range', 'a finite number from 0', findings);
  for (let i = 0; i < n; i++) {
    const value = values[i];
    if (typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY) copy[i] = value;
    else namer.name(i, value);
  }
  namer.finish();
  return copy;
}

/** A copy of a column of territories by their number, -1 for none; bad ones are findings. */
export function copyIndexes(
  field: string,
  values: ArrayLike<number>,
  n: number,
  k: number,
  findings: Findings,
): Int32Array {
  const copy = new Int32Array(n);
  if (!checkLength(field, values, n, findings)) return copy;
  const namer = createNamer(
    field,
    'unknown-territory',
    `-1, or the number of a territory, 0 to ${k - 1}`,
    findings,
  );
  for (let i = 0; i < n; i++) {
    const value = values[i];
    if (Number.isInteger(value) && value >= -1 && value < k) copy[i] = value;
    else namer.name(i, value);
  }
  namer.finish();
  return copy;
}
