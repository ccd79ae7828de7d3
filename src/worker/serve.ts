import type { Clock, StopSignal } from '../core/budget.js';
import { InputError } from '../core/errors.js';
import { badValue } from '../core/issue.js';
import { collectBuffers } from './collectBuffers.js';
import { type Answer, packFailure, type Request, seal, unseal } from './messages.js';
import { listen, type Port } from './port.js';

/**
 * What can be served: by name, functions of an input and options that give a promise, such as
 * `balanceTerritoriesAsync`. Options may hold `signal`, `onProgress` and `clock`; everything else is data.
 */
export type Tasks = Readonly<Record<string, (input: never, options?: never) => Promise<unknown>>>;

/** A task as the serving end calls it: with whatever came over the port. */
type ServedTask = (input: unknown, options: unknown) => Promise<unknown>;

/** The serving end of a port. */
export interface Server {
  /** Stops listening and asks all running tasks to end. */
  close(): void;
}

/** What a serving end may be given. */
export interface ServeOptions {
  /** Clock for calls with `maxTimeMs`, such as `() => performance.now()`: a clock cannot be sent. Default none. */
  readonly clock?: Clock;
}

/**
 * Serves tasks to the other end of a port: the side of the worker.
 *
 * @param port - `parentPort` of a Node worker, `self` of a web worker, or a `MessagePort`
 * @param tasks - the functions by the name under which they are called
 * @param options - see {@link ServeOptions}
 * @returns the serving end
 * @throws TypeError where `port` is nothing that can be listened to
 * @remarks Results are handed over, not copied. Calls run side by side, giving way to each other.
 * @example
 * ```ts
 * import { balanceTerritoriesAsync, prepareProblem } from 'bailiwick/balance';
 * import { connect, serve } from 'bailiwick/worker';
 *
 * // In the worker: serve(parentPort, tasks) in Node, serve(self, tasks) on the web. Here both ends in one thread.
 * const { port1, port2 } = new MessageChannel();
 * const tasks = { balanceTerritories: balanceTerritoriesAsync };
 * const server = serve(port1, tasks);
 *
 * const accounts = [10, 11].map((lon) => ({ id: `${lon}`, lon, lat: 50, measures: { hours: 8 }, attributes: {} }));
 * const territories = [
 *   { id: 'west', repIds: [], seat: { lon: 9, lat: 50 } },
 *   { id: 'east', repIds: [], seat: { lon: 12, lat: 50 } },
 * ];
 * const problem = prepareProblem({ accounts, territories, measures: [{ id: 'hours', tolerance: 0 }] });
 * const engine = connect<typeof tasks>(port2);
 * const result = await engine.call('balanceTerritories', problem, { seed: 1 });
 * Array.from(result.assignment); // => [0, 1]
 * engine.close();
 * server.close();
 * port1.close();
 * ```
 */
export function serve(port: Port, tasks: Tasks, options: ServeOptions = {}): Server {
  /** Entry `[id]` is what asks a running call to stop. */
  const running = new Map<number, { aborted: boolean }>();
  const answer = (message: Answer, transfer: ArrayBuffer[] = []) => port.postMessage(seal(message), transfer);

  async function run(call: Extract<Request, { kind: 'call' }>): Promise<void> {
    const { id } = call;
    const signal = { aborted: false };
    running.set(id, signal);
    try {
      const task = findTask(tasks, call.task);
      const result = await task(call.input, resolveOptions(call, signal));
      answer({ kind: 'result', id, result }, collectBuffers(result));
    } catch (error) {
      answer({ kind: 'failure', id, failure: packFailure(error) });
    } finally {
      running.delete(id);
    }
  }

  /** Signal, progress and clock as the task expects them, where the caller had some. */
  function resolveOptions(call: Extract<Request, { kind: 'call' }>, signal: StopSignal) {
    const { id, options: given, wantsProgress } = call;
    const onProgress = (progress: unknown) => answer({ kind: 'progress', id, progress });
    return {
      ...given,
      signal,
      ...(wantsProgress && { onProgress }),
      ...(given.maxTimeMs !== undefined && options.clock && { clock: options.clock }),
    };
  }

  const abortAll = () => {
    for (const signal of running.values()) signal.aborted = true;
  };
  const stopListening = listen(
    port,
    (received) => {
      const message = unseal(received);
      if (message?.kind === 'call') void run(message);
      if (message?.kind !== 'abort') return;
      const signal = running.get(message.id);
      if (signal) signal.aborted = true;
    },
    abortAll,
  );
  return {
    close: () => {
      stopListening();
      abortAll();
    },
  };
}

function findTask(tasks: Tasks, name: string): ServedTask {
  if (Object.hasOwn(tasks, name)) return tasks[name] as ServedTask;
  const expected = `one of ${Object.keys(tasks).join(', ')}`;
  throw new InputError('call', [badValue(null, 'task', 'unknown-task', expected, name)]);
}
