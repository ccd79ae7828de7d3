/** Numbers added as whole multiples of 2^-1074, the smallest step of all, and rounded once, to even where two are as near. */
export function exactSum(values: readonly number[]): number {
  return nearest(values.reduce((sum, value) => sum + stepsOf(value), 0n));
}

/** How many steps of 2^-1074 a number is. */
function stepsOf(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const size = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
  return bits >> 63n === 1n ? -size : size;
}

function nearest(steps: bigint): number {
  const size = steps < 0n ? -steps : steps;
  const excess = Math.max(0, size.toString(2).length - 53);
  const kept = size >> BigInt(excess);
  const rest = size - (kept << BigInt(excess));
  const half = excess === 0 ? 0n : 1n << BigInt(excess - 1);
  const isUp = excess > 0 && (rest > half || (rest === half && (kept & 1n) === 1n));
  // Both products are exact: 2^-1074 is a number, and so is every power up to 2^1023.
  const rounded = Number(kept + (isUp ? 1n : 0n));
  const number = excess <= 1023 ? rounded * 2 ** -1074 * 2 ** excess : rounded * 2 ** (excess - 1074);
  return steps < 0n ? -number : number;
}
