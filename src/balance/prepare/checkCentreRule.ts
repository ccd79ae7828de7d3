import type { Findings } from '../findings.js';
import type { CentreRule } from '../problem.js';

/** A rule for free centres has to fit the metric: squared distances are least to the mean, so there is no median of them. */
export function checkCentreRule(
  field: string,
  metric: string,
  centre: CentreRule | undefined,
  findings: Findings,
): void {
  const centres = metric === 'squaredDistance' ? ['mean', 'unit'] : ['mean', 'median', 'unit'];
  if (centre === undefined || centres.includes(centre)) return;
  const expected = `${centres.slice(0, -1).join(', ')} or unit, since the metric is ${metric}`;
  findings.add(null, field, 'unknown-word', expected, centre);
}
