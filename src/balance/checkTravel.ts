import { AMOUNT, type ColumnValues, checkColumn, checkPoints } from './checkColumn.js';
import type { Findings } from './findings.js';
import type { GeometricTravel, SparseTravel, Travel } from './problem.js';

/** Whether the travel of a problem fits its n units and k territories; every fault is a finding. */
export function checkTravel(findings: Findings, travel: Travel, n: number, k: number): void {
  const costs = (rows: number, width: number) =>
    checkColumn(
      findings,
      'travel.costs',
      (travel as { costs?: unknown }).costs,
      { kind: 'Float64Array', rows, width },
      AMOUNT,
      'a finite number from 0',
    );
  switch (travel?.kind) {
    case 'geometric':
      checkGeometry(findings, travel, n, k, true);
      checkCentreRule(findings, travel);
      return;
    case 'matrix':
      costs(n, k);
      return;
    case 'between':
      costs(n, n);
      return;
    case 'sparse':
      if (checkOffsets(findings, travel, n)) {
        checkPairs(findings, travel, k);
        costs(travel.offsets[n], 1);
      }
      return;
    default:
      findings.add(
        null,
        'travel.kind',
        'unknown-word',
        'geometric, matrix, sparse or between',
        (travel as { kind?: unknown } | null)?.kind,
      );
  }
}

/** Places, seats and what a way costs; seats may be missing where centres may be free. */
export function checkGeometry(
  findings: Findings,
  { dimension, places, seats, scale, metric }: GeometricTravel,
  n: number,
  k: number,
  mayBeFree: boolean,
): void {
  if (!['distance', 'squaredDistance'].includes(metric))
    findings.add(null, 'travel.metric', 'unknown-word', 'distance or squaredDistance', metric);
  if (!(typeof scale === 'number' && scale > 0 && scale < Number.POSITIVE_INFINITY))
    findings.add(null, 'travel.scale', 'out-of-range', 'a finite number above 0', scale);
  if (dimension !== 2 && dimension !== 3) {
    findings.add(null, 'travel.dimension', 'out-of-range', '2 or 3', dimension);
    return;
  }
  checkPoints(findings, 'travel.places', places, n, dimension, true);
  checkPoints(findings, 'travel.seats', seats, k, dimension, mayBeFree);
}

function checkCentreRule(findings: Findings, { centre, metric }: GeometricTravel): void {
  const rules = metric === 'squaredDistance' ? ['mean', 'unit'] : ['mean', 'median', 'unit'];
  if (centre === undefined || rules.includes(centre)) return;
  const expected = `${rules.slice(0, -1).join(', ')} or unit, since the metric is ${metric}`;
  findings.add(null, 'travel.centre', 'unknown-word', expected, centre);
}

function checkOffsets(findings: Findings, { offsets }: SparseTravel, n: number): boolean {
  return checkColumn(
    findings,
    'travel.offsets',
    offsets,
    { kind: 'Int32Array', rows: n + 1 },
    (values, at) => (at === 0 ? values[at] === 0 : values[at] >= values[at - 1]),
    '0 at first, and never below the one before',
  );
}

function checkPairs(findings: Findings, { offsets, territories }: SparseTravel, k: number): void {
  let unit = 0;
  const isRising = (values: ColumnValues, at: number) => {
    const j = values[at];
    while (offsets[unit + 1] <= at) unit++;
    return j >= 0 && j < k && (at === offsets[unit] || j > territories[at - 1]);
  };
  const shape = { kind: 'Int32Array', rows: offsets[offsets.length - 1] } as const;
  checkColumn(
    findings,
    'travel.territories',
    territories,
    shape,
    isRising,
    `0 to ${k - 1}, rising within a unit`,
  );
}
