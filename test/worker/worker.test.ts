import { afterEach, describe, expect, it } from 'vitest';
import { balanceTerritories, balanceTerritoriesAsync } from '../../src/balance/balanceTerritories.js';
import type { BalanceProgress } from '../../src/balance/options.js';
import { InputError, InternalError, OptionsError } from '../../src/core/errors.js';
import { collectBuffers } from '../../src/worker/collectBuffers.js';
import { connect } from '../../src/worker/connect.js';
import type { Port } from '../../src/worker/port.js';
import { type ServeOptions, serve, type Tasks } from '../../src/worker/serve.js';
import { sampleProblem } from './support.js';

const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

/** Both ends in one thread. */
function join<T extends Tasks>(tasks: T, options?: ServeOptions) {
  const { port1, port2 } = new MessageChannel();
  const server = serve(port1 as Port, tasks, options);
  const engine = connect<T>(port2 as Port);
  closings.push(() => {
    engine.close();
    server.close();
    port1.close();
  });
  return { engine, server, port1, port2 };
}

const engineTasks = { balanceTerritories: balanceTerritoriesAsync };

describe('serve and connect', () => {
  it('give the plan that the function itself gives', async () => {
    const { engine } = join(engineTasks);
    const problem = sampleProblem(300, 6);
    const here = balanceTerritories(problem, { seed: 3 });
    const there = await engine.call('balanceTerritories', problem, { seed: 3 });
    expect(there).toEqual(here);
    expect(problem.loads[0].length).toBe(300);
  });

  it('hand the arrays of the input over where that is asked for', async () => {
    const { engine } = join(engineTasks);
    const problem = sampleProblem(50, 3);
    const here = balanceTerritories(problem);
    const there = await engine.call('balanceTerritories', problem, {}, { transferInput: true });
    expect(there).toEqual(here);
    expect(problem.loads[0].length).toBe(0);
  });

  it('report progress across the port, in order', async () => {
    const { engine } = join(engineTasks);
    const heard: BalanceProgress[] = [];
    const onProgress = (progress: BalanceProgress) => heard.push(progress);
    await engine.call('balanceTerritories', sampleProblem(300, 6), { onProgress });
    expect(heard.length).toBeGreaterThan(2);
    expect(heard.map(({ share }) => share)).toEqual(heard.map(({ share }) => share).sort((a, b) => a - b));
    expect(heard.at(-1)?.phase).toBe('done');
  });

  it.each(['an AbortSignal', 'a plain signal'])(
    'pass %s on, and the best plan so far comes back',
    async (kind) => {
      const { engine } = join(engineTasks);
      const controller = new AbortController();
      const plain = { aborted: false };
      const signal = kind === 'an AbortSignal' ? controller.signal : plain;
      let stoppedAt = '';
      const onProgress = ({ phase }: BalanceProgress) => {
        if (phase !== 'price' || stoppedAt !== '') return;
        stoppedAt = phase;
        plain.aborted = true;
        controller.abort();
      };
      const problem = sampleProblem(4000, 20);
      const result = await engine.call('balanceTerritories', problem, { signal, onProgress, cycles: 1e6 });
      expect(result.stopCause).toBe('abort');
      expect(result.assignment.length).toBe(4000);
    },
  );

  it('stop at once where the signal says so before the call', async () => {
    const { engine } = join(engineTasks);
    const signal = AbortSignal.abort();
    const result = await engine.call('balanceTerritories', sampleProblem(300, 6), { signal, cycles: 1e6 });
    expect(result.stopCause).toBe('abort');
  });

  it('keep time by the clock of the serving end', async () => {
    const { engine } = join(engineTasks, { clock: () => performance.now() });
    const result = await engine.call('balanceTerritories', sampleProblem(300, 6), {
      maxTimeMs: 200,
      cycles: 1e6,
    });
    expect(result.stopCause).toBe('time');
    const { engine: timeless } = join(engineTasks);
    const call = timeless.call('balanceTerritories', sampleProblem(30, 2), { maxTimeMs: 200 });
    await expect(call).rejects.toThrow(/clock/);
  });

  it('carry errors with their class and issues', async () => {
    const { engine } = join({
      ...engineTasks,
      fail: async (kind: string) => {
        if (kind === 'internal') throw new InternalError('a promise of the code does not hold');
        if (kind === 'range') throw new RangeError('too far');
        throw 'a text';
      },
    });
    const call = engine.call('balanceTerritories', sampleProblem(10, 2), { cycles: -1 });
    const error = await call.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OptionsError);
    expect((error as OptionsError).issues).toMatchObject([{ field: 'cycles', received: '-1' }]);
    expect((error as OptionsError).message).toMatch(/^options of balanceTerritories: cycles should be/);
    await expect(engine.call('fail', 'internal')).rejects.toBeInstanceOf(InternalError);
    await expect(engine.call('fail', 'range')).rejects.toMatchObject({
      name: 'RangeError',
      message: 'too far',
    });
    await expect(engine.call('fail', 'text')).rejects.toThrow('a text');
  });

  it('name the tasks that there are when an unknown one is called', async () => {
    const { engine } = join(engineTasks as Tasks);
    await expect(engine.call('toString', undefined as never)).rejects.toThrow(
      /one of balanceTerritories.*"toString"/,
    );
  });

  it('name all that cannot be sent', async () => {
    const { engine } = join({ count: async (input: { trips: () => number; cost: () => number }) => input });
    const clock = () => 0;
    const call = engine.call('count', { trips: () => 1, cost: () => 2 }, { clock } as never);
    const error = await call.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).issues.map(({ field }) => field)).toEqual([
      'input.trips',
      'input.cost',
      'options.clock',
    ]);
  });

  it('run calls side by side and answer each its own', async () => {
    const gates = new Map<number, () => void>();
    const wait = (n: number) =>
      new Promise<number>((resolve) => {
        gates.set(n, () => resolve(10 * n));
        if (gates.size === 3) for (const n of [2, 3, 1]) gates.get(n)?.();
      });
    const { engine } = join({ wait });
    expect(await Promise.all([1, 2, 3].map((n) => engine.call('wait', n)))).toEqual([10, 20, 30]);
  });

  it('reject what waits when the connection is closed, and end the task', async () => {
    let seen: { aborted: boolean } | null = null;
    const endless = (_: null, options?: { signal: { aborted: boolean } }) => {
      seen = options?.signal ?? null;
      return new Promise<never>(() => {});
    };
    const { engine } = join({ endless });
    const call = engine.call('endless', null);
    await new Promise((resolve) => setTimeout(resolve, 20));
    engine.close();
    await expect(call).rejects.toThrow('the connection was closed');
    await expect(engine.call('endless', null)).rejects.toThrow('the connection was closed');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toEqual({ aborted: true });
  });

  it('reject what waits when the other end is gone', async () => {
    const { engine, port1 } = join({ endless: (_: null) => new Promise<never>(() => {}) });
    const call = engine.call('endless', null);
    port1.close();
    await expect(call).rejects.toThrow('the other end sent close');
  });

  it('leave messages of others alone', async () => {
    const { engine, port1, port2 } = join({ twice: async (n: number) => 2 * n });
    for (const foreign of [null, 7, 'text', { kind: 'call', id: 0 }]) {
      port1.postMessage(foreign);
      port2.postMessage(foreign);
    }
    expect(await engine.call('twice', 21)).toBe(42);
  });

  it('refuse what is no port', () => {
    expect(() => connect({ postMessage: () => {} })).toThrow(/should be a Worker/);
  });
});

describe('collectBuffers', () => {
  it('finds each buffer that one view fills, once', () => {
    const whole = new Float64Array(4);
    const part = new Float64Array(new ArrayBuffer(64), 8, 2);
    const shared = new Int32Array(new SharedArrayBuffer(8));
    const value = { a: whole, again: { deep: [whole] }, part, shared, ids: ['x'], none: null };
    expect(collectBuffers(value)).toEqual([whole.buffer]);
  });

  it('ends on data that hold themselves', () => {
    const ring: Record<string, unknown> = { load: new Float64Array(1) };
    ring.self = ring;
    expect(collectBuffers(ring).length).toBe(1);
  });
});
