/** What the script prints: aligned tables and plain words. */
import { formatTable } from 'bailiwick/io';

const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);
const dollars = (value) => `$${Math.round(value).toLocaleString('en-US')}`;

/** Where the hours of the team go, and how well they cover the workload of the plan. */
export function showCapacity({ hours, parts, load }, team) {
  const words = {
    gross: `weekdays x hours a day of ${team.length} reps`,
    holidays: 'federal holidays',
    outOfSeat: 'before a start, after an end',
    absence: 'leave and absences',
    partTime: 'part time',
    nonSelling: 'not for selling',
    ramp: 'ramp of new hires',
  };
  const steps = Object.entries(words).filter(([part]) => parts[part].some((value) => value !== 0));
  const table = formatTable(
    [
      { header: 'hours of 2026', value: ([, text]) => text, total: 'left for hospitals' },
      {
        header: 'team',
        value: ([part]) => sum([...parts[part]], (value) => value),
        total: sum([...hours], (value) => value),
      },
    ],
    steps,
  );
  const tight = [...load.rows].sort((a, b) => b.utilisation - a.utilisation).slice(0, 4);
  const names = tight.map(({ id, utilisation }) => `${id} ${Math.round(100 * utilisation)} %`);
  return `${table}\nthe workload takes ${Math.round(100 * load.total.utilisation)} % of it; tightest: ${names.join(', ')}`;
}

/** What each level carries. */
export function showLevels(levels, national) {
  const table = formatTable(
    [
      { header: 'level', value: ({ level }) => ['regions', 'territories'][level] },
      { header: 'number', value: ({ nodes }) => nodes },
      { header: 'level above carries', value: ({ parentQuota }) => parentQuota },
      { header: 'carries', value: ({ quota }) => quota },
      { header: 'over-assigned', value: ({ overAssignment }) => overAssignment, as: 'deviation' },
    ],
    levels,
  );
  return `target of the board ${dollars(levels[0].parentQuota)}; national quota, carried by the territories: ${dollars(national)}\n${table}`;
}

/** Where every quota comes from; the parts add up. */
export function showYears(years) {
  const part = (header, of) => ({ header, value: of, total: sum(years, of) });
  return formatTable(
    [
      { header: 'seat', value: ({ id }) => id, total: 'all' },
      { header: 'city', value: ({ name }) => name },
      part('sold last year', ({ history }) => history),
      part('potential', ({ contributions }) => contributions.potential),
      part('history', ({ contributions }) => contributions.history),
      part('capacity', ({ contributions }) => contributions.capacity),
      part('limits', ({ limits }) => limits),
      part('ramp', ({ relief }) => relief),
      part('field', ({ field }) => field),
      part('spread', ({ spread }) => spread),
      part('quota', ({ quota }) => quota),
      { header: 'change', value: ({ quota, history }) => quota / history - 1, as: 'deviation' },
    ],
    years,
  );
}

/** Quota by month and region, with the sums. */
export function showMonths(rows, years, months) {
  const regionOf = new Map(years.map(({ id, region }) => [id, region]));
  const regions = [...new Set(regionOf.values())].sort();
  const inMonth = (month, region) =>
    sum(
      rows.filter(
        ({ territoryId, periodId }) =>
          periodId === month && (region === undefined || regionOf.get(territoryId) === region),
      ),
      ({ quota }) => quota,
    );
  return formatTable(
    [
      { header: 'month', value: ({ id }) => id, total: 'year' },
      ...regions.map((region) => ({
        header: region,
        value: ({ id }) => inMonth(id, region),
        total: sum(months, ({ id }) => inMonth(id, region)),
      })),
      { header: 'nation', value: ({ id }) => inMonth(id), total: sum(rows, ({ quota }) => quota) },
    ],
    months,
  );
}

/** Who carries a territory that changes hands, and how much. */
export function showMoves(rows, moves, names) {
  return formatTable(
    [
      { header: 'territory', value: ({ territoryId }) => `${territoryId} ${names[territoryId]}` },
      { header: 'held by', value: ({ repId }) => repId },
      { header: 'from', value: ({ from }) => from ?? null },
      { header: 'until', value: ({ until }) => until ?? null },
      {
        header: 'quota',
        value: ({ territoryId, repId }) =>
          sum(
            rows.filter((row) => row.territoryId === territoryId && row.repId === repId),
            ({ quota }) => quota,
          ),
      },
    ],
    moves,
  );
}

/** The verdict in words, and the chances behind it. */
export function showFairness({ fairness, attainability, chances, given, expected, judged }) {
  const near = judged.filter(({ quota, equalQuota }) => Math.abs(quota / equalQuota - 1) <= 0.1).length;
  const [quarter, half] = chances.convergence;
  const shift = (step) => `${(100 * step.largestShift).toFixed(1)} %`;
  return [
    ...[fairness, attainability].flatMap(({ subject, verdict, findings, gini }) => [
      `${subject === 'attainment' ? 'attainment in the median year' : 'quota for potential'}: ${verdict} (Gini ${gini.toFixed(3)})`,
      ...findings.map((finding) => `  ${finding}`),
    ]),
    `chances to reach these quotas differ by ${(100 * given.spread).toFixed(0)} points; ${given.team.reaching.p10} to ${given.team.reaching.p90} of ${judged.length} territories reach theirs in 8 years of 10;`,
    `  the nation reaches its quota with ${(100 * given.team.chance).toFixed(0)} % (standard error ${(100 * given.team.standardError).toFixed(1)} %); what two territories bring correlates by ${given.team.correlation.toFixed(2)}`,
    `at equal chance everybody would reach the quota with ${(100 * chances.chance).toFixed(0)} % (standard error ${(100 * chances.standardError).toFixed(1)} %);`,
    `  ${near} of ${judged.length} quotas are within 10 % of those; ${expected.reached} are reached in the median year of their territory`,
    `  a quarter of the draws would move the farthest quota by ${shift(quarter)}, half of them by ${shift(half)}`,
  ].join('\n');
}

/** What holds; what does not stops the script. */
export function showVerification(checks) {
  const failed = checks.filter(([, ok]) => !ok).map(([name]) => name);
  if (failed.length > 0) throw new Error(`does not add up: ${failed.join('; ')}`);
  return `verified: ${checks.map(([name]) => name).join(', ')}`;
}

/** The columns of `reasons.csv`: what each quota is made of, in USD. */
export const reasonColumns = {
  territory_id: ({ id }) => id,
  region: ({ region }) => region,
  by_potential: ({ contributions }) => contributions.potential,
  by_history: ({ contributions }) => contributions.history,
  by_capacity: ({ contributions }) => contributions.capacity,
  limits: ({ limits }) => limits,
  ramp: ({ relief }) => relief,
  field_plan: ({ field }) => field,
  spread: ({ spread }) => spread,
  quota: ({ quota }) => quota,
  sold_last_year: ({ history }) => history,
  potential: ({ potential }) => potential,
  chance: ({ chance }) => chance,
  quota_of_equal_chance: ({ equalQuota }) => equalQuota,
  attainment_p10: ({ low }) => low,
  attainment_p50: ({ attainment }) => attainment,
  attainment_p90: ({ high }) => high,
};
