import { vi } from 'vitest';

/** How often a function of the runtime is called during some work. */
export function countCalls<T extends object>(owner: T, name: keyof T & string, work: () => unknown): number {
  const spy = vi.spyOn(owner, name as never);
  work();
  const { length } = spy.mock.calls;
  spy.mockRestore();
  return length;
}
