import type { BalanceProblem } from '../../src/balance/problem.js';

/** Remembers what a function said of a problem, by all that stands in the problem, to the last bit. */
export function createMemo<T>(ask: (problem: BalanceProblem) => T): (problem: BalanceProblem) => T {
  const answers = new Map<string, T>();
  return (problem) => {
    const key = JSON.stringify(problem, spell);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(problem);
    answers.set(key, answer);
    return answer;
  };
}

/** Numbers as texts, so that no two are the same; entries of typed arrays too. */
function spell(_: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, spellNumber);
  return typeof value === 'number' ? spellNumber(value) : value;
}

function spellNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
