import { type Budget, createBudget, type StopCause } from '../core/budget.js';
import type { SearchEnds } from './searchEnds.js';

/** Evaluations between two pauses: a few milliseconds, of code that is not compiled yet too (bench/eventLoop.bench.mjs). */
const PAUSE_EVALUATIONS = 10_000;

/** Books the work of a search and says when to pause. */
export interface Work {
  /** Books evaluations; true when it is time to pause (`yield`). */
  isPauseDue(evaluations: number): boolean;
  /** Why to stop, or `null`. Reads the clock and the signal, so ask once a pause. */
  stopCause(): StopCause | null;
  /** Evaluations so far. */
  spent(): number;
}

/** What a pause says to the driver of a task: {@link DEAF} where a stop would not be heard. */
type Pause = typeof DEAF | undefined;

/** A pause that nothing may be thrown into. */
const DEAF = true;

/**
 * A piece of work that pauses now and then, and hands over its result at the end. It pauses only where its books are
 * in order; to stop it there, its driver throws a {@link Stopped} into it.
 */
export type Task<T> = Generator<Pause, T, undefined>;

/** Is thrown into a task at a pause to end it; whoever has a plan by then catches it. */
export class Stopped extends Error {}

/** Runs a task to its end, whatever the books say: for what is quick or has to be there. */
export function finishNow<T>(task: Task<T>): T {
  let step = task.next();
  while (!step.done) step = task.next();
  return step.value;
}

/**
 * Goes through with a task that nothing works without: it pauses, but a stop is heard at the next pause behind it. Its
 * pauses say so, since to throw and catch at each of them would take longer than what is done in between.
 */
export function* goThrough<T>(task: Task<T>): Task<T> {
  let step = task.next();
  while (!step.done) {
    yield DEAF;
    step = task.next();
  }
  return step.value;
}

/** Runs a task that may be stopped; `null` where it was. */
export function* orStopped<T>(task: Task<T>): Task<T | null> {
  try {
    return yield* task;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return null;
  }
}

/** Runs a task to its end in one go; stops it when the books say so. */
export function runTask<T>(task: Task<T>, work: Work): T {
  let step = task.next();
  while (!step.done) step = goOn(task, step.value, work);
  return step.value;
}

/** Runs a task and gives way to everything else at each pause. */
export async function runTaskAsync<T>(task: Task<T>, work: Work, giveWay: () => Promise<void>): Promise<T> {
  let step = task.next();
  while (!step.done) {
    await giveWay();
    step = goOn(task, step.value, work);
  }
  return step.value;
}

/** The next step behind a pause, or the end where it is to stop and hears it. */
function goOn<T>(task: Task<T>, pause: Pause, work: Work): IteratorResult<Pause, T> {
  return pause === DEAF || work.stopCause() === null ? task.next() : task.throw(new Stopped());
}

/** Starts the books of one search. */
export function createWork(options: SearchEnds): Work {
  const budget: Budget = createBudget({
    evaluations: options.maxEvaluations,
    timeMs: options.maxTimeMs,
    ...(options.clock && { clock: options.clock }),
    ...(options.signal && { signal: options.signal }),
  });
  return new PausedWork(budget);
}

/** The same books with pauses counted from now on: what is seen at pauses does not hang on what was done before. */
export function pauseFromNow(work: Work): Work {
  const spend = (evaluations: number) => {
    work.isPauseDue(evaluations);
  };
  return new PausedWork({ spend, spent: () => work.spent(), stopCause: () => work.stopCause() });
}

/** A class, so that searches which are compiled for one work are so for the next. */
class PausedWork implements Work {
  private readonly budget: Budget;
  private sincePause = 0;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  isPauseDue(evaluations: number): boolean {
    this.budget.spend(evaluations);
    this.sincePause += evaluations;
    if (this.sincePause < PAUSE_EVALUATIONS) return false;
    this.sincePause = 0;
    return true;
  }

  stopCause(): StopCause | null {
    return this.budget.stopCause();
  }

  spent(): number {
    return this.budget.spent();
  }
}
