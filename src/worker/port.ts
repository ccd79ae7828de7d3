/**
 * The end of a channel between two threads, as the runtimes offer it: a web `Worker`, the `self` of a web worker, a
 * `MessagePort`, or Node's `Worker` and `parentPort` of `node:worker_threads`.
 */
export interface Port {
  /** Sends a message; buffers in `transfer` are handed over instead of copied. */
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
}

/** What ports have for listening; which of these there are depends on the runtime. */
interface Listenable {
  readonly on?: (event: string, listener: (value: unknown) => void) => unknown;
  readonly off?: (event: string, listener: (value: unknown) => void) => unknown;
  readonly addEventListener?: (event: string, listener: (event: unknown) => void) => unknown;
  readonly removeEventListener?: (event: string, listener: (event: unknown) => void) => unknown;
  readonly start?: () => void;
}

/** Events that say that no answer will come any more. */
const endings = ['error', 'messageerror', 'exit', 'close'] as const;

/**
 * Listens at a port until told to stop.
 *
 * @param port - the end to listen at
 * @param onMessage - gets what the other end sent
 * @param onEnd - gets a sentence when the other end has failed or is gone
 * @returns stops listening
 * @throws TypeError where `port` can neither be listened to in the way of Node nor in that of the web
 */
export function listen(
  port: Port,
  onMessage: (message: unknown) => void,
  onEnd: (why: string) => void,
): () => void {
  const ears = port as Port & Listenable;
  const add = ears.on ?? ears.addEventListener;
  const remove = ears.on ? ears.off : ears.removeEventListener;
  if (add === undefined || remove === undefined) {
    throw new TypeError(
      'a port should be a Worker, a MessagePort, parentPort or self, but it has no listeners',
    );
  }
  // In Node a listener gets the value itself, on the web an event that holds it.
  const isEvent = ears.on === undefined;
  const hear = (value: unknown) => onMessage(isEvent ? (value as { data: unknown }).data : value);
  const listeners: [string, (value: unknown) => void][] = [['message', hear]];
  for (const ending of endings) {
    listeners.push([ending, (value) => onEnd(`the other end sent ${ending}${explain(value)}`)]);
  }
  for (const [event, listener] of listeners) add.call(ears, event, listener);
  if (isEvent) ears.start?.();
  return () => {
    for (const [event, listener] of listeners) remove.call(ears, event, listener);
  };
}

function explain(value: unknown): string {
  if (typeof value === 'number') return ` with code ${value}`;
  const message = (value as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' && message !== '' ? `: ${message}` : '';
}
