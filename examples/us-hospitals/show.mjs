/** What the script prints: tables of findings, tiers and seats, and a line that follows the engine. */
import { formatTable } from 'bailiwick/io';

/** How often each oddity was found, and what was decided; stops where nothing was. */
export function showFindings(issues, decisions) {
  const found = new Map();
  for (const { field, code } of issues)
    found.set(`${field} ${code}`, (found.get(`${field} ${code}`) ?? 0) + 1);
  const undecided = [...found.keys()].filter((finding) => !(finding in decisions));
  if (undecided.length > 0) throw new Error(`nothing is decided about: ${undecided.join(', ')}`);
  return formatTable(
    [
      { header: 'finding', value: ([finding]) => finding },
      { header: 'rows', value: ([, count]) => count },
      { header: 'decision', value: ([finding]) => decisions[finding] },
    ],
    [...found].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** A line for each tier: where it begins, how many accounts it has, what they are worth and cost. */
export function showTiers(accounts, names) {
  const rows = names.map((tier) => accounts.filter(({ attributes }) => attributes.tier === tier));
  const sum = (list, id) => list.reduce((total, { measures }) => total + measures[id], 0);
  return formatTable(
    [
      { header: 'tier', value: (list) => list[0].attributes.tier, total: 'all' },
      {
        header: 'from USD',
        value: (list) => list.reduce((least, { measures }) => Math.min(least, measures.potential), Infinity),
      },
      { header: 'accounts', value: (list) => list.length, total: accounts.length },
      { header: 'potential', value: (list) => sum(list, 'potential'), total: sum(accounts, 'potential') },
      { header: 'hours each', value: (list) => list[0].measures.hours, decimals: 1 },
      { header: 'hours', value: (list) => sum(list, 'hours'), total: sum(accounts, 'hours') },
    ],
    rows,
  );
}

/** What is known about a plan: how good it is, and how good any could be. */
export function showStatus({ status, cost, bound, gap, relaxation, reasons }) {
  const km = (value) => `${Math.round(value).toLocaleString('en-US')} km`;
  if (gap === null) return [`status ${status}`, ...reasons.map(({ message }) => message)].join('\n');
  return [
    `status ${status}: ${km(cost.travel)} one way a year`,
    `no plan within the limits needs less than ${km(bound)} (relaxation: ${relaxation}); gap ${(100 * gap).toFixed(2)} %`,
  ].join('\n');
}

/** The figures of a seat, with the totals. */
export function scorecardColumns({ totals }) {
  const load = (id) => totals.balance.find(({ measureId }) => measureId === id).load;
  return [
    { header: 'accounts', value: ({ accounts }) => accounts, total: totals.assigned },
    { header: 'beds', value: ({ loads }) => loads.beds, total: load('beds') },
    { header: 'hours', value: ({ loads }) => loads.hours, total: load('hours') },
    { header: 'hours off', value: ({ deviations }) => deviations.hours, as: 'deviation' },
    {
      header: 'utilisation',
      value: ({ utilisation }) => utilisation,
      as: 'percent',
      total: totals.utilisation,
    },
    { header: 'potential', value: ({ loads }) => loads.potential, total: load('potential') },
    { header: 'potential off', value: ({ deviations }) => deviations.potential, as: 'deviation' },
    { header: 'quota', value: ({ quota }) => quota, total: totals.quota },
    { header: 'mean km', value: ({ meanKm }) => meanKm, total: totals.meanKm },
    { header: 'longest km', value: ({ longestKm }) => longestKm, total: totals.longestKm },
  ];
}

/** What the report says about a hospital, after its name and territory. */
export const accountColumns = [
  { header: 'city', value: ({ attributes }) => `${attributes.city} ${attributes.state}` },
  { header: 'type', value: ({ attributes }) => attributes.type },
  { header: 'tier', value: ({ attributes }) => attributes.tier },
  { header: 'beds', value: ({ measures }) => measures.beds },
  { header: 'potential, USD', value: ({ measures }) => measures.potential },
  { header: 'hours', value: ({ measures }) => measures.hours, decimals: 1 },
];

/** A line for each seat, the totals below. */
export function showScorecard(card, names) {
  const seat = [
    { header: 'seat', value: ({ territoryId }) => territoryId },
    { header: 'city', value: ({ territoryId }) => names[territoryId], total: 'all' },
  ];
  return formatTable([...seat, ...scorecardColumns(card)], card.rows);
}

/** A line for each measure, and how many accounts of each tier are covered. */
export function showBalance({ balance, coverage }) {
  const measures = formatTable(
    [
      { header: 'balance of', value: ({ measureId }) => measureId },
      { header: 'largest over', value: ({ maxOver }) => maxOver, as: 'deviation' },
      { header: 'in', value: ({ overId }) => overId },
      {
        header: 'largest under',
        value: ({ maxUnder }) => (maxUnder === null ? null : -maxUnder),
        as: 'deviation',
      },
      { header: 'in', value: ({ underId }) => underId },
      { header: 'variation', value: ({ coefficientOfVariation }) => coefficientOfVariation, decimals: 3 },
      { header: 'Gini', value: ({ gini }) => gini, decimals: 3 },
    ],
    balance,
  );
  const tiers = coverage.map(({ tier, covered, accounts }) => `${tier} ${covered} of ${accounts}`);
  return `${measures}\n\ncovered by tier: ${tiers.join(', ')}`;
}

/** Follows the engine: one line that is redrawn on a terminal, otherwise a line for each phase. */
export function follow(stream) {
  let last = '';
  return ({ phase, share, cost, excess, bound }) => {
    const figures = [
      excess === 0 && `cost ${cost.toFixed(0)} km`,
      bound && `bound ${bound.toFixed(0)} km`,
    ].filter(Boolean);
    const line = `${phase} ${figures.join(', ')}`;
    if (stream.isTTY)
      stream.write(
        `\r\x1b[K${String(Math.round(100 * share)).padStart(3)} % ${line}${share === 1 ? '\n' : ''}`,
      );
    else if (phase !== last) stream.write(`${line}\n`);
    last = phase;
  };
}

/** What holds; what does not stops the script. */
export function showVerification({ ok, checks }) {
  const failed = checks.filter((check) => !check.ok);
  if (!ok) throw new Error(failed.flatMap(({ message, details }) => [message, ...details]).join('\n  '));
  return `verified: ${checks.map(({ name }) => name).join(', ')}`;
}
