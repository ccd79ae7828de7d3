/**
 * Solves one instance file with the built package and prints what it found as one JSON object.
 *
 *     node bench/solve.mjs FORMAT FILE [--seed S] [--seconds T | --evaluations N] [--k K] [--tolerance R]
 *
 * FORMAT is the name of a file in bench/formats: cccp, cpmp, cpmp-floor, gap, points. `--seconds` is a budget in CPU
 * seconds of the whole process, so the answer depends on the machine; `--evaluations` is one that gives the same answer
 * everywhere; without either the engine's own defaults end the search. The answer:
 *
 *     { instance, n, k, cost, bound, gap, feasible, cpuSeconds, seed, budget, assignment }
 *
 * `assignment` is in the order of the file, `cost` is recomputed from the file, `bound` and `gap` are null where nothing
 * is proven, `budget` is the kind that was given: default, seconds or evaluations. A format may add fields of its own
 * (bench/README.md). Bad arguments and malformed files end with a message and exit code 2; so does a file whose limits no
 * plan can keep, after the nearest plan, with `feasible: false` and the `reasons`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BadInstance } from './formats/shared/reading.mjs';

const USAGE =
  'usage: node bench/solve.mjs FORMAT FILE [--seed S] [--seconds T | --evaluations N] [--k K] [--tolerance R]';

/**
 * What the command prints.
 *
 * @param words - its arguments
 * @returns the answer
 * @throws {BadInstance} where the arguments or the file are not what they should be
 */
export async function solveInstance(words) {
  const { format, file, seed, seconds, evaluations, k, tolerance } = readArguments(words);
  const text = readInstance(file);
  const { solve, hasTolerance = false } = await import(`./formats/${format}.mjs`);
  if (tolerance !== null && !hasTolerance) {
    throw new BadInstance(`--tolerance is not for ${format}, whose files have their own limits`);
  }
  // What starting up took is part of the budget.
  const left = seconds === null ? null : Math.max(0, seconds - cpuSeconds());
  const { assignment, ...answer } = await solve(text, { seed, seconds: left, evaluations, k, tolerance });
  const budget = seconds !== null ? 'seconds' : evaluations !== null ? 'evaluations' : 'default';
  const record = { instance: basename(file), ...answer, cpuSeconds: cpuSeconds(), seed, budget };
  return { ...record, assignment: Array.from(assignment) };
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
      options: { seed: option, seconds: option, evaluations: option, k: option, tolerance: option },
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
    tolerance: readNumber('tolerance', values.tolerance, (value) => value >= 0, 'a number from 0'),
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const answer = await solveInstance(process.argv.slice(2));
    console.log(JSON.stringify(answer));
    // A tolerance is the caller's wish, not the file's: there the nearest plan is the answer.
    if (answer.reasons !== undefined && answer.tolerance === undefined) {
      throw new BadInstance(`no plan is within the limits of the file\n${answer.reasons.join('\n')}`);
    }
  } catch (error) {
    if (!(error instanceof BadInstance)) throw error;
    console.error(`solve: ${error.message}`);
    process.exitCode = 2;
  }
}
