/** What a runtime may offer to let other work go first; all are optional, and none is assumed. */
interface Runtime {
  readonly setImmediate?: (callback: () => void) => unknown;
  readonly MessageChannel?: new () => { readonly port1: LocalPort; readonly port2: LocalPort };
  readonly setTimeout?: (callback: () => void) => unknown;
}

interface LocalPort {
  onmessage: (() => void) | null;
  postMessage(message: null): void;
  close(): void;
}

/**
 * Lets timers, events and rendering go first, by the quickest means the runtime has that lets all of them go:
 * `scheduler.yield` comes back before messages that wait, and a worker that used it would never hear an abort.
 *
 * @returns a promise that is kept when they have had their turn
 */
export function giveWay(): Promise<void> {
  const runtime = globalThis as unknown as Runtime;
  const { setImmediate, MessageChannel, setTimeout } = runtime;
  if (setImmediate) return new Promise((resolve) => void setImmediate(resolve));
  if (MessageChannel) return passMessage(new MessageChannel());
  if (setTimeout) return new Promise((resolve) => void setTimeout(resolve));
  return Promise.resolve();
}

/** A message to oneself queues behind those that are there; a timer would be held up for 4 ms. */
function passMessage({ port1, port2 }: InstanceType<NonNullable<Runtime['MessageChannel']>>): Promise<void> {
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
