import type { Plan } from '../../plan/plan.js';
import { escapeMarkup } from '../escapeMarkup.js';
import { formatFigure, formatPercent } from '../formatFigure.js';
import type { TerritoryShapes } from '../shape/shapeTerritories.js';
import { isolate } from './cell.js';

const STATUS_WORDS: Readonly<Record<Plan['status'], string>> = {
  optimal: 'optimal within the stated gap',
  feasible: 'within all limits',
  infeasible: 'no plan meets all limits',
  stopped: 'not all limits met when the search ended',
};

/** Writes what is known about the plan as a whole. */
export function writeFacts(plan: Plan): string {
  const held = plan.assignments.filter(({ territoryId }) => territoryId !== null).length;
  const left = plan.assignments.length - held;
  const locked = plan.assignments.filter((assignment) => assignment.locked).length;
  const facts: [string, string][] = [
    ['Status', STATUS_WORDS[plan.status]],
    ['Territories', formatFigure(plan.territories.length)],
    ['Accounts assigned', formatFigure(held)],
    ...(left > 0 ? [['Accounts without territory', formatFigure(left)] as [string, string]] : []),
    ...(locked > 0 ? [['Locked accounts', formatFigure(locked)] as [string, string]] : []),
    ['Travel cost', formatFigure(plan.cost.travel)],
    ['Lower bound of the cost', plan.bound === null ? 'none proven' : formatFigure(plan.bound)],
    ['Gap to the bound', plan.gap === null ? '–' : formatGap(plan.gap)],
  ];
  const cells = facts.map(([term, value]) => `<div><dt>${term}</dt><dd>${value}</dd></div>`);
  return `<dl class="facts">${cells.join('')}</dl>`;
}

/** Two decimals where percent with one would say nothing. */
function formatGap(gap: number): string {
  return gap < 0.01 ? `${formatFigure(100 * gap, 2)}\u00a0%` : formatPercent(gap);
}

/** How many loads outside their limits are spelled out. */
const SHOWN_VIOLATIONS = 200;

/** Writes why limits are not met and which; nothing where all are. */
export function writeProblems(
  plan: Plan,
  shapes: TerritoryShapes,
  names: Readonly<Record<string, string>>,
): string {
  if (plan.reasons.length === 0 && plan.violations.length === 0) return '';
  const numbers = new Map(shapes.territories.map(({ id, number }) => [id, number]));
  const reasons = plan.reasons.map(({ message }) => `<li>${isolate(message)}</li>`);
  const rows = plan.violations
    .slice(0, SHOWN_VIOLATIONS)
    .map(({ territoryId, measureId, load, lower, upper }) => {
      const figures = [load, lower, upper].map(
        (value) => `<td class="n">${value === null ? '–' : formatFigure(value, value < 1000 ? 1 : 0)}</td>`,
      );
      const name = isolate(names[territoryId] ?? territoryId);
      return `<tr><th scope="row">${numbers.get(territoryId) ?? ''} ${name}</th><td>${isolate(measureId)}</td>${figures.join('')}</tr>`;
    });
  const more = plan.violations.length - rows.length;
  const list = reasons.length > 0 ? `<ul>${reasons.join('')}</ul>` : '';
  const table =
    rows.length > 0
      ? `<details><summary>${formatFigure(plan.violations.length)} loads outside their limits</summary><div class="scroll" role="region" aria-labelledby="problems-heading" tabindex="0"><table><thead><tr>` +
        ['Territory', 'Measure', 'Load', 'At least', 'At most']
          .map((text) => `<th scope="col">${text}</th>`)
          .join('') +
        `</tr></thead><tbody>${rows.join('')}</tbody></table></div>${more > 0 ? `<p>and ${formatFigure(more)} more</p>` : ''}</details>`
      : '';
  return `<section aria-labelledby="problems-heading"><h2 id="problems-heading" class="bad">What does not hold</h2>${list}${table}</section>`;
}

/** Writes where the figures come from. */
export function writeFooter(plan: Plan): string {
  const relaxation = plan.relaxation === null ? '' : ` The lower bound relaxes: ${plan.relaxation}.`;
  return `<footer><p>${escapeMarkup(`Made by bailiwick ${plan.libraryVersion}, seed ${plan.seed}.${relaxation}`)}</p></footer>`;
}
