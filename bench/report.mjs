/**
 * Writes docs/benchmarks.md from what the benches left in bench/results: the figures that the project wants to reach,
 * whether it does, and the medians behind them.
 *
 *     node bench/report.mjs
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { summarise, tableCells } from './harness.mjs';

const results = new URL('./results/', import.meta.url);
const page = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url));

/** Benches with figures, in the order of the page, and what they are about. */
const expected = [
  ['seats', 'exact fixed seats'],
  ['clusters', 'free centres, real points, heavy tails, equal counts'],
  ['realign', 'three measures; skills, locks and a budget'],
  ['browser', 'skills, locks and a budget, in Chromium'],
  ['median', 'CCCP and CPMP'],
  ['books', 'generalised assignment; books of equal load'],
  ['eventLoop', 'event loop and abort'],
  ['sameBytes', 'same bytes'],
  ['segment', 'segment'],
  ['quota', 'quota'],
  ['kpi', 'kpi'],
  ['solvers', 'exact fixed seats against general solvers'],
  ['clusterPeers', 'free centres, further peers'],
];

const introduction = `# Benchmarks

Made by \`npm run bench\`, which measures the built package and its peers in the same run; do not edit by hand. Times are
seconds of processor time, medians over the seeds; \`cpuRatio\` is a method's time over that of the first method in its
case. The machine is shared and noisy: ratios are what may be compared. \`npm run bench -- --quick\` is a subset in
minutes; [bench/README.md](../bench/README.md) says what each is and how to install the peers that are not npm packages.`;

const missedIntroduction = `What is not reached, what was tried and what stands in the way. What was tried is told with its commit, whose message
has the measurements.`;

/** Writes the page from all results there are; nothing where there are none. */
export function writeReport() {
  if (!existsSync(results)) return;
  const found = readdirSync(results)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, results), 'utf8')));
  if (found.length === 0) return;
  writeFileSync(page, makePage(found));
  console.log(`\nwrote docs/benchmarks.md from ${found.length} results`);
}

/**
 * The page as Markdown.
 *
 * @param found - results as `writeResults` leaves them: `{ name, title, machine, figures, records }`
 */
export function makePage(found) {
  const ordered = [...found].sort((a, b) => rankOf(a.name) - rankOf(b.name));
  return `${[introduction, showFigures(ordered), ...ordered.map(showResult)].join('\n\n')}\n`;
}

/** Results in the order of the page; those that are not in the list follow by name. */
function rankOf(name) {
  const rank = expected.findIndex(([known]) => known === name);
  return rank < 0 ? expected.length : rank;
}

function showFigures(found) {
  const figures = listFigures(found);
  const reached = figures.filter(({ isReached }) => isReached === true).length;
  const rows = figures.map(({ work, wanted, measured, isReached }) => ({
    work,
    wanted,
    measured,
    reached: isReached === null ? 'not known' : isReached ? 'yes' : '**no**',
  }));
  const lines = ['## Figures', `${reached} of ${figures.length} are reached.`, markdownTable(rows, 4)];
  const missed = figures.filter(({ isReached }) => isReached === false);
  if (missed.length > 0) lines.push(missedIntroduction, missed.map(explainMissed).join('\n'));
  return lines.join('\n\n');
}

function explainMissed({ work, tried, obstacle }) {
  return `- **${work}**\n  - tried: ${tried ?? 'nothing yet.'}\n  - in the way: ${obstacle ?? 'not looked into yet.'}`;
}

/** The figures of the results in the order of the page; one row that says so for each bench that was not run. */
function listFigures(found) {
  const missing = expected
    .filter(([name]) => found.every((result) => result.name !== name))
    .map(([name, work]) => ({
      name,
      figures: [{ work, wanted: `\`npm run bench -- ${name}\``, measured: 'not run', isReached: null }],
    }));
  return [...found, ...missing]
    .sort((a, b) => rankOf(a.name) - rankOf(b.name))
    .flatMap(({ figures = [] }) => figures);
}

function showResult({ name, title, machine, records }) {
  const rows = summarise(records);
  return `## ${title}\n\n\`npm run bench -- ${name}\` on ${machine}\n\n${markdownTable(rows, 'case' in rows[0] ? 2 : 1)}`;
}

/** A Markdown table whose first columns are texts and the others numbers, padded as the formatter pads it. */
function markdownTable(rows, textColumns) {
  const cells = tableCells(rows).map((line) => line.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = cells[0].map((_, i) => Math.max(3, ...cells.map((line) => line[i].length)));
  const pad = (cell, i) => (i < textColumns ? cell.padEnd(widths[i]) : cell.padStart(widths[i]));
  const rule = widths.map((width, i) => (i < textColumns ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const [head, ...body] = cells.map((line) => line.map(pad));
  return [head, rule, ...body].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeReport();
