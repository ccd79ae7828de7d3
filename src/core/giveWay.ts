/** What a runtime may offer to let other work go first; all are optional, and none is assumed. */
interface Runtime {
  readonly scheduler?: { readonly yield?: () => Promise<void> };
  readonly setImmediate?: (callback: () => void) => unknown;
  readonly setTimeout?: (callback: () => void) => unknown;
}

/**
 * Lets timers, events and rendering go first, by the quickest means the runtime has.
 *
 * @returns a promise that is kept when they have had their turn
 */
export function giveWay(): Promise<void> {
  const runtime = globalThis as Runtime;
  if (runtime.setImmediate) return new Promise((resolve) => void runtime.setImmediate?.(resolve));
  if (runtime.scheduler?.yield) return runtime.scheduler.yield();
  if (runtime.setTimeout) return new Promise((resolve) => void runtime.setTimeout?.(resolve));
  return Promise.resolve();
}
