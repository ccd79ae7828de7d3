import type { MixedTable } from './prototypes.js';

/** A column of categories as numbers. */
export interface CodedCategory {
  /** Entry `[i]` is the code of account i. */
  readonly codes: Int32Array;
  /** Entry `[c]` is the category of code c, in code units, the unknown last. */
  readonly names: readonly (string | null)[];
}

/** Codes in the order of names, so that ties between modes do not hang on the order of accounts. */
export function codeCategories(values: readonly (string | null)[]): CodedCategory {
  const codes = new Int32Array(values.length);
  // In the order in which they come; the order of names is known at the end.
  const placeOf = new Map<string | null, number>();
  for (let i = 0; i < values.length; i++) {
    let place = placeOf.get(values[i]);
    if (place === undefined) {
      place = placeOf.size;
      placeOf.set(values[i], place);
    }
    codes[i] = place;
  }
  const texts = [...placeOf.keys()].filter((value) => value !== null).sort();
  const names = placeOf.has(null) ? [...texts, null] : texts;
  const codeOf = new Int32Array(names.length);
  names.forEach((name, code) => {
    codeOf[placeOf.get(name) as number] = code;
  });
  for (let i = 0; i < codes.length; i++) codes[i] = codeOf[codes[i]];
  return { codes, names };
}

/** All columns side by side, numbers scaled to mean 0 and standard deviation 1, the unknown at the mean. */
export function fillTable(
  numbers: readonly [string, ArrayLike<number>][],
  moments: readonly { readonly mean: number }[],
  scales: readonly number[],
  coded: readonly CodedCategory[],
  count: number,
): MixedTable {
  const p = numbers.length;
  const q = coded.length;
  const scaled = new Float64Array(count * p);
  numbers.forEach(([, values], j) => {
    for (let i = 0; i < count; i++) {
      if (!Number.isNaN(values[i])) scaled[i * p + j] = (values[i] - moments[j].mean) / scales[j];
    }
  });
  const codes = new Int32Array(count * q);
  coded.forEach((column, j) => {
    for (let i = 0; i < count; i++) codes[i * q + j] = column.codes[i];
  });
  return { count, p, q, numbers: scaled, codes, levels: coded.map(({ names }) => names.length) };
}

/** What a category that differs costs, so that both kinds weigh alike; 1 where there is only one kind. */
export function weighCategories(
  moments: readonly { readonly deviation: number }[],
  coded: readonly CodedCategory[],
  count: number,
): number {
  if (moments.length === 0 || coded.length === 0 || count === 0) return 1;
  const variance = moments.filter(({ deviation }) => deviation > 0).length / moments.length;
  let heterogeneity = 0;
  for (const { codes, names } of coded) {
    const shares = new Float64Array(names.length);
    for (const code of codes) shares[code] += 1 / count;
    heterogeneity += (1 - shares.reduce((sum, share) => sum + share * share, 0)) / coded.length;
  }
  return variance > 0 && heterogeneity > 1e-9 ? variance / heterogeneity : 1;
}

/** Every so-manieth account. */
export function sampleTable(table: MixedTable, size: number): MixedTable {
  const { count, p, q } = table;
  if (count <= size) return table;
  const numbers = new Float64Array(size * p);
  const codes = new Int32Array(size * q);
  for (let s = 0; s < size; s++) {
    const i = Math.floor((s * count) / size);
    numbers.set(table.numbers.subarray(i * p, (i + 1) * p), s * p);
    codes.set(table.codes.subarray(i * q, (i + 1) * q), s * q);
  }
  return { ...table, count: size, numbers, codes };
}
