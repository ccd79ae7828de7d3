/** A clock: milliseconds from any fixed moment, such as `() => performance.now()`. */
export type Clock = () => number;

/** What ended a piece of work before it was done by itself. */
export type StopCause = 'evaluations' | 'time' | 'abort';

/** What can ask a piece of work to stop; an `AbortSignal` is one. */
export interface StopSignal {
  /** True from the moment that the work should stop. */
  readonly aborted: boolean;
}

/** Counts work against its limits. Only the count of evaluations is reproducible; time and abort are not. */
export interface Budget {
  /**
   * Books some work.
   *
   * @param evaluations - how many elementary evaluations were made
   */
  spend(evaluations: number): void;
  /** @returns how many evaluations were booked so far */
  spent(): number;
  /** @returns why to stop now, or `null` to go on; once it has said why, it keeps saying so */
  stopCause(): StopCause | null;
}

/** The limits of a {@link Budget}; each may be left out. */
export interface BudgetLimits {
  /** Largest number of evaluations; infinity unless told. */
  readonly evaluations?: number;
  /** Largest duration in milliseconds; needs `clock`. */
  readonly timeMs?: number;
  /** The clock that `timeMs` is read from. */
  readonly clock?: Clock;
  /** Asks to stop from outside. */
  readonly signal?: StopSignal;
}

/**
 * Starts a budget: its time runs from now.
 *
 * @param limits - what may not be exceeded
 * @returns a budget with nothing spent
 */
export function createBudget(limits: BudgetLimits): Budget {
  return new RunningBudget(limits);
}

/** A class, so that callers who are compiled for one budget are so for the next. */
class RunningBudget implements Budget {
  private readonly evaluations: number;
  private readonly timeMs: number;
  private readonly clock: Clock | undefined;
  private readonly signal: StopSignal | undefined;
  private readonly startMs: number;
  private count = 0;
  private cause: StopCause | null = null;

  constructor({
    evaluations = Number.POSITIVE_INFINITY,
    timeMs = Number.POSITIVE_INFINITY,
    clock,
    signal,
  }: BudgetLimits) {
    this.evaluations = evaluations;
    this.timeMs = timeMs;
    this.clock = clock;
    this.signal = signal;
    this.startMs = clock?.() ?? 0;
  }

  spend(more: number): void {
    this.count += more;
  }

  spent(): number {
    return this.count;
  }

  stopCause(): StopCause | null {
    if (this.cause !== null) return this.cause;
    if (this.signal?.aborted) this.cause = 'abort';
    else if (this.count >= this.evaluations) this.cause = 'evaluations';
    else if (this.clock !== undefined && this.clock() - this.startMs >= this.timeMs) this.cause = 'time';
    return this.cause;
  }
}
