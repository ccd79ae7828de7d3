import type { DealColumns } from './dealColumns.js';

/** A figure of all deals together and of each group. */
export interface Grouped<T> {
  readonly total: T;
  /** In the order of their names, deals without a group last; empty where no groups were asked for. */
  readonly groups: readonly (T & { readonly group: string | null })[];
}

/** A figure of a group by its index and, with the index behind the last, of all: made when it is asked for. */
export type FigureOf<T> = (group: number) => T;

/**
 * Makes a figure for each group and for all.
 *
 * @param withGroup - the row of a group, every key by its name: a spread takes several times as long as the figure itself
 */
export function toGrouped<T>(
  { groups, hasGroups }: DealColumns,
  figure: FigureOf<T>,
  withGroup: (group: string | null, figure: T) => T & { readonly group: string | null },
): Grouped<T> {
  return {
    total: figure(groups.length),
    groups: hasGroups ? groups.map((group, g) => withGroup(group, figure(g))) : [],
  };
}
