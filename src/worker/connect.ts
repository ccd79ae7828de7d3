import type { StopSignal } from '../core/budget.js';
import { InputError } from '../core/errors.js';
import { badValue, type Issue } from '../core/issue.js';
import { collectBuffers } from './collectBuffers.js';
import { type Answer, type Request, seal, unpackFailure, unseal } from './messages.js';
import { listen, type Port } from './port.js';
import type { Tasks } from './serve.js';

/** How the input of one call travels. */
export interface CallOptions {
  /**
   * Hands the typed arrays of the input over instead of copying them: quicker for large problems, but they are empty at
   * the calling end afterwards. Default false.
   */
  readonly transferInput?: boolean;
}

/** The calling end of a port. */
export interface Connection<T extends Tasks> {
  /**
   * Runs a task at the other end.
   *
   * @param task - the name under which it is served
   * @param input - plain data: what structured cloning can carry, so no functions
   * @param options - options of the task; `signal` and `onProgress` work across the port, a `clock` is given to `serve`
   * @param callOptions - see {@link CallOptions}
   * @returns a promise of the task's result; its arrays are the caller's
   * @throws (by rejection) what the task throws, as the same class; {@link InputError} where the input holds something
   * that cannot be sent; `Error` where the other end fails or the connection is closed before an answer
   */
  call<K extends keyof T & string>(
    task: K,
    input: Parameters<T[K]>[0],
    options?: Parameters<T[K]>[1],
    callOptions?: CallOptions,
  ): ReturnType<T[K]>;
  /** Stops listening, asks running tasks to end and rejects their promises. The worker itself stays the caller's to end. */
  close(): void;
}

/** A call that waits for its answer. */
interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
  readonly onProgress: ((progress: unknown) => void) | null;
  /** Passes an abort on; also called now and then for signals that cannot be listened to. */
  checkAbort(): void;
  stopWatching(): void;
}

interface RemoteOptions {
  readonly signal?: (StopSignal & Partial<AbortListener>) | null;
  readonly onProgress?: ((progress: unknown) => void) | null;
}

interface AbortListener {
  addEventListener(event: 'abort', listener: () => void): void;
  removeEventListener(event: 'abort', listener: () => void): void;
}

/**
 * Connects to tasks that {@link serve} offers at the other end of a port: the side of the page or the main thread.
 *
 * @typeParam T - the type of the served tasks, `typeof tasks`
 * @param port - a `Worker` of Node or the web, or a `MessagePort`
 * @returns the calling end
 * @throws TypeError where `port` is nothing that can be listened to
 * @remarks In Node a worker that listens keeps the
 * process alive until it is terminated. For an example see {@link serve}.
 */
export function connect<T extends Tasks>(port: Port): Connection<T> {
  const pending = new Map<number, Pending>();
  let nextId = 0;
  let ended: string | null = null;
  const send = (message: Request, transfer: ArrayBuffer[] = []) => port.postMessage(seal(message), transfer);

  function settle(id: number): Pending | undefined {
    const call = pending.get(id);
    pending.delete(id);
    call?.stopWatching();
    return call;
  }

  function end(why: string): void {
    ended ??= why;
    for (const id of [...pending.keys()]) settle(id)?.reject(new Error(why));
  }

  function receive(message: Answer): void {
    if (message.kind === 'progress') {
      const call = pending.get(message.id);
      call?.checkAbort();
      call?.onProgress?.(message.progress);
    } else if (message.kind === 'result') settle(message.id)?.resolve(message.result);
    else settle(message.id)?.reject(unpackFailure(message.failure));
  }

  const stopListening = listen(
    port,
    (received) => {
      const message = unseal(received);
      if (message !== null && message.kind !== 'call' && message.kind !== 'abort') receive(message);
    },
    end,
  );

  function call(task: string, input: unknown, options: RemoteOptions = {}, callOptions: CallOptions = {}) {
    const { signal = null, onProgress = null, ...data } = options;
    const id = nextId++;
    return new Promise((resolve, reject) => {
      if (ended !== null) throw new Error(ended);
      const transfer = callOptions.transferInput ? collectBuffers(input) : [];
      const wantsProgress = onProgress !== null || (signal !== null && !signal.addEventListener);
      try {
        send({ kind: 'call', id, task, input, options: data, wantsProgress }, transfer);
      } catch (error) {
        throw explainSending(task, input, data, error);
      }
      pending.set(id, {
        resolve,
        reject,
        onProgress,
        ...watchSignal(signal, () => send({ kind: 'abort', id })),
      });
      pending.get(id)!.checkAbort();
    });
  }

  return {
    call: call as Connection<T>['call'],
    close: () => {
      for (const id of pending.keys()) if (ended === null) send({ kind: 'abort', id });
      stopListening();
      end('the connection was closed');
    },
  };
}

/** Tells the other end once when the signal says stop. */
function watchSignal(signal: RemoteOptions['signal'], sendAbort: () => void) {
  let isSent = false;
  const checkAbort = () => {
    if (isSent || !signal?.aborted) return;
    isSent = true;
    sendAbort();
  };
  signal?.addEventListener?.('abort', checkAbort);
  return { checkAbort, stopWatching: () => signal?.removeEventListener?.('abort', checkAbort) };
}

/** Why a call could not be sent: names every function in it, which is what cannot be cloned; else as it was thrown. */
function explainSending(task: string, input: unknown, options: object, error: unknown): unknown {
  const issues: Issue[] = [];
  const seen = new Set<object>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'function' || typeof value === 'symbol') {
      const hint =
        path === 'options.clock' ? 'give the clock to serve()' : 'call it before and send what it gives';
      issues.push(
        badValue(null, path, 'not-sendable', 'data that can be sent to a worker', value, 'error', hint),
      );
    } else if (
      typeof value === 'object' &&
      value !== null &&
      !ArrayBuffer.isView(value) &&
      !seen.has(value)
    ) {
      seen.add(value);
      for (const [key, entry] of Object.entries(value)) visit(entry, `${path}.${key}`);
    }
  };
  visit(input, 'input');
  visit(options, 'options');
  return issues.length > 0 ? new InputError(`call of ${task}`, issues) : error;
}
