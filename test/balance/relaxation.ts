import loadHighs from 'highs';
import type { BalanceProblem } from '../../src/balance/problem.js';
import { costOf, movable, movedOf, roomyChoices } from './judge.js';

/** What an exact solver says about a problem when units may be split; `null` where no such plan is within the limits. */
export type ExactRelaxation = (problem: BalanceProblem) => number | null;

/** Loads HiGHS and makes a solver of the transportation relaxation for seats and matrices. */
export async function createExactRelaxation(): Promise<ExactRelaxation> {
  const highs = await loadHighs();
  return (problem) => {
    const costScale = dearestCost(problem);
    const solution = highs.solve(writeModel(problem, costScale), {
      primal_feasibility_tolerance: 1e-10,
      dual_feasibility_tolerance: 1e-10,
    });
    if (solution.Status === 'Optimal') return solution.ObjectiveValue * costScale;
    if (solution.Status === 'Infeasible') return null;
    throw new Error(`HiGHS ended with ${solution.Status}`);
  };
}

/** The relaxation in CPLEX's LP format: x_i_j is the share of family i in territory j; costs and loads of order 1. */
function writeModel(problem: BalanceProblem, costScale: number): string {
  const loadScales = problem.targets.map((target) => sum([...target]) / target.length || 1);
  const objective: string[] = ['0 none'];
  const rows: string[] = [];
  const movedTerms: string[] = ['0 none'];
  const movedScale = movable(problem) || 1;
  const loadTerms = problem.measureIds.map(() => problem.territoryIds.map((): string[] => []));
  problem.families.forEach((root, i) => {
    if (root !== i) return;
    const members = [...problem.families.keys()].filter((member) => problem.families[member] === root);
    const choices = roomyChoices(problem, root);
    for (const j of choices) {
      const cost = sum(members.map((member) => totalCost(problem, member, j)));
      objective.push(`${cost / costScale} x_${i}_${j}`);
      const moved = sum(members.map((member) => movedOf(problem, member, j)));
      if (moved > 0) movedTerms.push(`${moved / movedScale} x_${i}_${j}`);
      loadTerms.forEach((terms, m) => {
        const load = sum(members.map((member) => problem.loads[m][member]));
        if (load > 0) terms[j].push(`${load / loadScales[m]} x_${i}_${j}`);
      });
    }
    rows.push(`${choices.map((j) => `x_${i}_${j}`).join(' + ')} = 1`);
  });
  loadTerms.forEach((territories, m) => {
    territories.forEach((terms, j) => {
      const load = ['0 none', ...terms].join(' + ');
      const upper = problem.uppers[m][j] / loadScales[m];
      const lower = problem.lowers[m][j] / loadScales[m];
      if (upper < Number.POSITIVE_INFINITY) rows.push(`${load} <= ${upper}`);
      if (lower > 0) rows.push(`${load} >= ${lower}`);
    });
  });
  if (problem.disruptionBudget < Number.POSITIVE_INFINITY)
    rows.push(`${movedTerms.join(' + ')} <= ${problem.disruptionBudget / movedScale}`);
  return `Minimize\n obj: ${objective.join('\n + ')}\nSubject To\n${rows
    .map((row, at) => ` r${at}: ${row.replaceAll(' + ', '\n + ')}`)
    .join('\n')}\nEnd\n`;
}

/** The largest cost of any unit anywhere; 1 where everything is free of cost. */
function dearestCost(problem: BalanceProblem): number {
  const costs = problem.unitIds.flatMap((_, i) =>
    problem.territoryIds.map((_, j) => totalCost(problem, i, j)),
  );
  return Math.max(0, ...costs) || 1;
}

function totalCost(problem: BalanceProblem, i: number, j: number): number {
  const centres = problem.travel.kind === 'geometric' ? problem.travel.seats : null;
  const { travel, disruption } = costOf(problem, centres, i, j);
  return travel + disruption;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
