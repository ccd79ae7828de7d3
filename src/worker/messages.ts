import { InputError, InternalError, OptionsError } from '../core/errors.js';
import type { Issue } from '../core/issue.js';

/** Marks messages of this library on a port that others may use as well. */
const CHANNEL = 'bailiwick';

/** What the calling end sends. */
export type Request =
  | {
      readonly kind: 'call';
      /** Names the call in all that follows. */
      readonly id: number;
      readonly task: string;
      readonly input: unknown;
      /** Options without what cannot be sent: signal and progress stay at the calling end. */
      readonly options: Readonly<Record<string, unknown>>;
      readonly wantsProgress: boolean;
    }
  | { readonly kind: 'abort'; readonly id: number };

/** What the serving end sends. */
export type Answer =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: Failure };

/** An error in a form that keeps its class and its issues on the way: structured cloning keeps neither. */
interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | null;
  readonly issues: readonly Issue[] | null;
}

/** Marks a message as ours. */
export function seal(message: Request | Answer): unknown {
  return { channel: CHANNEL, message };
}

/** The message where it is one of ours, `null` where it is somebody else's. */
export function unseal(received: unknown): Request | Answer | null {
  const sealed = received as { channel?: unknown; message?: Request | Answer } | null;
  return typeof sealed === 'object' && sealed?.channel === CHANNEL ? (sealed.message ?? null) : null;
}

/** Takes an error apart for sending. */
export function packFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: null, issues: null };
  const hasIssues = error instanceof InputError || error instanceof OptionsError;
  return {
    name: error.name,
    message: error.message,
    stack: error.stack ?? null,
    issues: hasIssues ? error.issues : null,
  };
}

/** Puts an error together again, of the class that it had. */
export function unpackFailure({ name, message, stack, issues }: Failure): Error {
  const error = makeError(name, message, issues ?? []);
  error.message = message;
  if (stack !== null) error.stack = stack;
  return error;
}

function makeError(name: string, message: string, issues: readonly Issue[]): Error {
  if (name === 'InputError') return new InputError('input', issues);
  if (name === 'OptionsError') return new OptionsError('task', issues);
  if (name === 'InternalError') return new InternalError(message);
  const error = new Error(message);
  error.name = name;
  return error;
}
