/** The fairness report: one page that needs no script and no network, its style named by hash. */
import { createHash } from 'node:crypto';
import { escapeMarkup } from 'bailiwick/io';
import { drawHistogram, drawMoves, drawScatter, drawWaterfall } from './charts.mjs';
import { reportStyle } from './reportStyle.mjs';

const whole = (value) => Math.round(value).toLocaleString('en-US').replace('-', '−');
const millions = (value) => `$${(value / 1e6).toFixed(1)} million`;
const percent = (share) => `${(100 * share).toFixed(0)} %`;
const signed = (share) =>
  `${share < -0.0005 ? '−' : share < 0.0005 ? '' : '+'}${(100 * Math.abs(share)).toFixed(1)} %`;
const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);

/** A line must not end between a figure and its percent sign. */
const headingOf = (words) => escapeMarkup(words.replaceAll(' %', '\u00a0%'));

/** Puts pictures, findings and tables together. */
export function writeSeasonReport(year) {
  const { judged, national, target, fairness, attainability, chances, given } = year;
  const title = titleOf(fairness, attainability, judged.length);
  const hash = createHash('sha256').update(reportStyle).digest('base64');
  const facts = [
    ['Target of the board', `$${whole(target)}`],
    ['National quota', `$${whole(national)}`],
    ['Verdict on quota for potential', fairness.verdict],
    ['Verdict on attainment', attainability.verdict],
    [
      'Chances of these quotas',
      `${percent(Math.min(...judged.map(({ chance }) => chance)))} to ${percent(Math.max(...judged.map(({ chance }) => chance)))}`,
    ],
    [
      'Chance at equal attainability',
      `${percent(chances.chance)} ± ${(196 * chances.standardError).toFixed(0)} points`,
    ],
  ].map(([term, value]) => `<div><dt>${term}</dt><dd>${escapeMarkup(value)}</dd></div>`);
  const { reaching, correlation } = given.team;
  const together = `in 8 years of 10, ${reaching.p10} to ${reaching.p90} of ${judged.length} territories reach their quota, as what two of them bring correlates by ${correlation.toFixed(2)}`;
  const findings = [...fairness.findings, ...attainability.findings, together];
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8" />',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'" />`,
    '<meta name="viewport" content="width=device-width, initial-scale=1" /><meta name="referrer" content="no-referrer" />',
    `<title>${escapeMarkup(title)}</title><style>${reportStyle}</style></head>`,
    `<body><header><h1>${headingOf(title)}</h1>`,
    '<p class="note">Quota of 2026 for the seats of the hospital example. Hospitals are real; reps, sales, plans, season and outlook are invented.</p></header><main>',
    `<dl class="facts">${facts.join('')}</dl>`,
    `<div class="pictures">${picturesOf(year).join('')}</div>`,
    `<section><h2>What was found</h2><ul>${findings.map((finding) => `<li>${escapeMarkup(finding)}</li>`).join('')}</ul>`,
    '<p class="note">Size is last year’s sales. A rank correlation near 0 is fair; it says that quotas go along with something, not why. Last year’s sales are part of the blend, so quota for potential follows them by intent; whether that is enough shows in attainment, which counts on an outlook for every hospital and a market that moves all of them.</p></section>',
    tableOf('Where every quota comes from', partColumns(judged), judged),
    tableOf('What every territory may reach', chanceColumns, judged),
    '</main></body></html>\n',
  ].join('\n');
}

/** The finding that matters most: how even quotas are, and whom attainment favours. */
function titleOf(fairness, attainability, count) {
  const within = `${Math.round(fairness.shareWithin * count)} of ${count} quotas are within ±20 % of the team’s quota for its potential`;
  const { interval } = attainability.correlations.size;
  if (interval[0] <= 0 && interval[1] >= 0) return `${within}; last year’s sales decide nobody’s chances`;
  return `${within}, but who sold ${interval[0] > 0 ? 'much' : 'little'} last year reaches them more easily`;
}

function picturesOf({
  judged,
  rows,
  national,
  target,
  levels,
  fairness,
  attainability,
  expected,
  names,
  moves,
  months,
}) {
  const [regions, territories] = levels.map(({ quota, parentQuota }) => quota - parentQuota);
  const over = levels.map(({ overAssignment }) => `+${(100 * overAssignment).toFixed(1)} %`);
  const [relief, field, spread] = ['relief', 'field', 'spread'].map((part) =>
    sum(judged, (one) => one[part]),
  );
  const waterfall = drawWaterfall(
    [
      { label: 'target of the board', value: target, isTotal: true },
      { label: `regions ${over[0]}`, value: regions },
      { label: `territories ${over[1]}`, value: territories },
      { label: 'ramp of new hires', value: relief },
      { label: 'plans of the field', value: field },
      { label: 'taken up by others', value: spread },
      { label: 'national quota', value: national, isTotal: true },
    ],
    'Steps from the target of the board to the national quota',
  );
  const scatter = drawScatter(
    judged.map((one) => ({ ...one, potential: one.reachable })),
    'Attainment in the median year of every territory against its potential, with P10 and P90',
  );
  const histogram = drawHistogram(
    fairness.values,
    fairness.overall,
    0.2,
    'Number of territories by quota as a share of potential',
  );
  const moved = [...new Set(moves.map(({ territoryId }) => territoryId))];
  const panels = moved.map((id) => ({
    title: `${id} ${names[id]}`,
    months: months.map((month) => month.id),
    rows: rows.filter(({ territoryId }) => territoryId === id),
  }));
  const { rho } = attainability.correlations.potential;
  const [low, high] = attainability.correlations.potential.interval;
  const way = low > 0 ? 'rises with' : high < 0 ? 'falls with' : 'does not go along with';
  const outside = fairness.outsideIds;
  return [
    figure(
      `Over-assignment adds ${millions(regions + territories)}; others take up ${millions(spread)}`,
      waterfall,
      `What the ramp relieves and the field plans change stays within the region: its other territories take it up in proportion.`,
    ),
    figure(
      `Attainment ${way} potential; ${expected.reached} of ${judged.length} reach their quota in the median year`,
      scatter,
      `Dots: the median year, filled where it reaches the quota. Lines: from P10 to P90 of ${judged.length} territories. Rank correlation ${rho.toFixed(2).replace('-', '−')}.`,
    ),
    figure(
      outside.length === 0
        ? 'Every quota for potential is within ±20 % of the team’s'
        : `${outside.length} quotas for potential are outside ±20 %: ${outside.join(', ')}`,
      histogram,
      'Potential counts as far as the ramp of whoever holds the territory lets it be worked.',
    ),
    figure(
      `${moved.length} territories change hands; every working day counts for whoever holds it`,
      drawMoves(panels, 'Quota by month of the territories that change hands, by holder'),
      'New holders carry less at first: the months of their ramp are lower.',
    ),
  ];
}

const figure = (heading, picture, note) =>
  `<figure><h2>${headingOf(heading)}</h2>${picture}<figcaption>${escapeMarkup(note)}</figcaption></figure>`;

/** Columns are `[header, value, total]`. */
function partColumns(judged) {
  const amount = (header, of) => [header, (one) => whole(of(one)), whole(sum(judged, of))];
  return [
    amount('potential', ({ contributions }) => contributions.potential),
    amount('history', ({ contributions }) => contributions.history),
    amount('capacity', ({ contributions }) => contributions.capacity),
    amount('limits', ({ limits }) => limits),
    amount('ramp', ({ relief }) => relief),
    amount('field', ({ field }) => field),
    amount('taken up', ({ spread }) => spread),
    amount('quota, USD', ({ quota }) => quota),
    ['to last year', ({ quota, history }) => signed(quota / history - 1), ''],
  ];
}

const chanceColumns = [
  ['region', ({ region }) => region],
  ['quota, USD', ({ quota }) => whole(quota)],
  ['chance', ({ chance }) => percent(chance)],
  ['at equal chance', ({ equalQuota }) => whole(equalQuota)],
  ['P10', ({ low }) => percent(low)],
  ['P50', ({ attainment }) => percent(attainment)],
  ['P90', ({ high }) => percent(high)],
  ['quota for potential', ({ perPotential }) => `${(100 * perPotential).toFixed(1)} %`],
];

function tableOf(heading, columns, rows) {
  const id = heading.toLowerCase().replaceAll(' ', '-');
  const head = columns.map(([header]) => `<th scope="col">${header}</th>`).join('');
  const body = rows.map(
    (one) =>
      `<tr><th scope="row">${one.id} ${escapeMarkup(one.name)}</th>${columns.map(([, of]) => `<td>${of(one)}</td>`).join('')}</tr>`,
  );
  const totals = columns.map(([, , total = null]) => total);
  const foot = totals.every((total) => total === null)
    ? ''
    : `<tfoot><tr><th scope="row">all</th>${totals.map((total) => `<td>${total ?? ''}</td>`).join('')}</tr></tfoot>`;
  return `<section><h2 id="${id}">${heading}</h2><div class="scroll" role="region" aria-labelledby="${id}" tabindex="0"><table><thead><tr><th scope="col">territory</th>${head}</tr></thead><tbody>${body.join('')}</tbody>${foot}</table></div></section>`;
}
