/**
 * Units to seats by solvers from npm: `node transport.mjs METHOD`, where standard input is
 * `{ costs, loads, lowers, uppers, isWhole, seconds }`, entry `[k * i + j]` of `costs` being what a unit of load costs,
 * and the answer `{ cpuSeconds, cost }`. `isWhole` asks for units that are not split.
 */

import loadHighs from 'highs';
import solver from 'javascript-lp-solver';
import { solve } from 'yalps';
import { answer } from './answer.mjs';

/** Variable x_i_j is the share of unit i that seat j has. */
function listPairs({ costs, loads, lowers }) {
  const k = lowers.length;
  return costs.map((cost, at) => {
    const [i, j] = [Math.floor(at / k), at % k];
    return { i, j, name: `x${i}_${j}`, load: loads[i], cost: loads[i] * cost };
  });
}

/** The model of yalps and of javascript-lp-solver, which differ in the names of three fields. */
function toModel(problem) {
  const constraints = {};
  problem.loads.forEach((_, i) => {
    constraints[`u${i}`] = { equal: 1 };
  });
  problem.lowers.forEach((min, j) => {
    constraints[`s${j}`] = { min, max: problem.uppers[j] };
  });
  const variables = {};
  for (const { i, j, name, load, cost } of listPairs(problem)) {
    variables[name] = { cost, [`u${i}`]: 1, [`s${j}`]: load };
  }
  return { constraints, variables };
}

/** The text of a linear programme, or of one in zeros and ones. */
function toText(problem) {
  const pairs = listPairs(problem);
  const sumOf = (terms) => terms.map(([factor, name]) => `+ ${factor} ${name}`).join('\n');
  const ofUnit = problem.loads.map(() => []);
  const ofSeat = problem.lowers.map(() => []);
  for (const { i, j, name, load } of pairs) {
    ofUnit[i].push([1, name]);
    ofSeat[j].push([load, name]);
  }
  return [
    'Minimize',
    ` cost: ${sumOf(pairs.map(({ cost, name }) => [cost, name]))}`,
    'Subject To',
    ...ofUnit.map((terms, i) => ` u${i}: ${sumOf(terms)} = 1`),
    ...ofSeat.map((terms, j) => ` least${j}: ${sumOf(terms)} >= ${problem.lowers[j]}`),
    ...ofSeat.map((terms, j) => ` most${j}: ${sumOf(terms)} <= ${problem.uppers[j]}`),
    ...(problem.isWhole ? ['Binary', pairs.map(({ name }) => ` ${name}`).join('\n')] : []),
    'End',
  ].join('\n');
}

const methods = {
  async highs(problem) {
    const highs = await loadHighs();
    const text = toText(problem);
    return () => {
      const { ObjectiveValue } = highs.solve(text, { time_limit: problem.seconds });
      return { cost: Number.isFinite(ObjectiveValue) ? ObjectiveValue : null };
    };
  },
  yalps(problem) {
    const model = { direction: 'minimize', objective: 'cost', ...toModel(problem) };
    const limits = { timeout: Number.POSITIVE_INFINITY, maxPivots: Number.POSITIVE_INFINITY };
    return () => {
      const { status, result } = solve(model, limits);
      if (status !== 'optimal') throw new Error(`no optimum: ${status}`);
      return { cost: result };
    };
  },
  'javascript-lp-solver'(problem) {
    const model = { optimize: 'cost', opType: 'min', ...toModel(problem) };
    return () => {
      const { feasible, result } = solver.Solve(model);
      if (!feasible) throw new Error('no plan');
      return { cost: result };
    };
  },
};

await answer(methods[process.argv[2]]);
