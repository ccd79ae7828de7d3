/**
 * Solves one instance file with the built package and prints what it found as one JSON object.
 *
 *     node bench/solve.mjs FORMAT FILE [--seed S] [--seconds T | --evaluations N] [--k K]
 *
 * FORMAT is the name of a file in bench/formats: cccp, cpmp, cpmp-floor, gap, points. `--seconds` is a budget in CPU
 * seconds of the whole process, so the answer depends on the machine; `--evaluations` is one that gives the same answer
 * everywhere; without either the engine's own defaults end the search. The answer:
 *
 *     { instance, n, k, cost, bound, gap, feasible, cpuSeconds, seed, budget, assignment }
 *
 * `assignment` is in the order of the file, `cost` is recomputed from the file, `bound` and `gap` are null where nothing
 * is proven, `budget` is what ended the search: default, seconds or evaluations. A format may add fields of its own.
 * Bad arguments and malformed files end with a message and exit code 2.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { BadInstance } from './formats/shared/reading.mjs';

const USAGE = 'usage: node bench/solve.mjs FORMAT FILE [--seed S] [--seconds T | --evaluations N] [--k K]';

try {
  const { format, file, seed, seconds, evaluations, k } = readArguments(process.argv.slice(2));
  const text = readInstance(file);
  const { solve } = await import(`./formats/${format}.mjs`);
  // What starting up took is part of the budget.
  const left = seconds === null ? null : Math.max(0, seconds - cpuSeconds());
  const { assignment, ...answer } = await solve(text, { seed, seconds: left, evaluations, k });
  const budget = seconds !== null ? 'seconds' : evaluations !== null ? 'evaluations' : 'default';
  const record = { instance: basename(file), ...answer, cpuSeconds: cpuSeconds(), seed, budget };
  console.log(JSON.stringify({ ...record, assignment: Array.from(assignment) }));
} catch (error) {
  if (!(error instanceof BadInstance)) throw error;
  console.error(`solve: ${error.message}`);
  process.exitCode = 2;
}

/** CPU seconds of this process since it began. */
function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function readArguments(words) {
  const option = { type: 'string' };
  let given;
  try {
    given = parseArgs({
      args: words,
      allowPositionals: true,
      options: { seed: option, seconds: option, evaluations: option, k: option },
    });
  } catch (error) {
    throw new BadInstance(`${error.message}\n${USAGE}`);
  }
  const { positionals, values } = given;
  if (positionals.length !== 2) throw new BadInstance(USAGE);
  const [format, file] = positionals;
  if (!listFormats().includes(format)) {
    throw new BadInstance(`no format "${format}"; there are: ${listFormats().join(', ')}`);
  }
  if (values.seconds !== undefined && values.evaluations !== undefined) {
    throw new BadInstance('give --seconds or --evaluations, not both');
  }
  return {
    format,
    file,
    seed: readNumber('seed', values.seed, Number.isSafeInteger, 'a whole number') ?? 0,
    seconds: readNumber('seconds', values.seconds, (value) => value > 0, 'a number above 0'),
    evaluations: readNumber('evaluations', values.evaluations, isCount, 'a whole number from 1'),
    k: readNumber('k', values.k, isCount, 'a whole number from 1'),
  };
}

function isCount(value) {
  return Number.isSafeInteger(value) && value >= 1;
}

/** The number an option was given; null where it was not given. */
function readNumber(name, word, isGood, expected) {
  if (word === undefined) return null;
  const value = word.trim() === '' ? Number.NaN : Number(word);
  if (!Number.isFinite(value) || !isGood(value)) {
    throw new BadInstance(`--${name} should be ${expected}, but is "${word}"`);
  }
  return value;
}

function listFormats() {
  return readdirSync(new URL('./formats/', import.meta.url))
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => name.replace('.mjs', ''))
    .sort();
}

function readInstance(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInstance(`cannot read ${file}: ${error.message}`);
  }
}
