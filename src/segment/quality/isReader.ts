/** Good for a function of an account, and for `null`. */
export const isReader = (value: unknown): string | null =>
  value === null || typeof value === 'function' ? null : 'a function of an account';
