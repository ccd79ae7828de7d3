/**
 * What territories cost whose centre follows their units, kept up to date exchange by exchange.
 *
 * Every move, of whatever operator, is for each territory it touches one exchange: some unit leaves, some unit enters;
 * -1 stands for nobody.
 */
export interface CentreBook {
  /** Travel cost of territory j; to rounding after `settle`, about it after later exchanges of large territories. */
  costOf(j: number): number;
  /** About what an exchange changes in the cost of territory j; O(1). */
  estimate(j: number, leaving: number, entering: number): number;
  /** What an exchange changes in the cost of territory j, to rounding; O(parts of j). */
  exchange(j: number, leaving: number, entering: number): number;
  /** Follows an exchange that was made in the groups; O(parts of j), or O(1) by the estimate where there are many. */
  update(j: number, leaving: number, entering: number): void;
  /** Adds up anew what was followed by estimates. */
  settle(): void;
  /** Cost of one trip to part p from the centre of territory j as it is; infinite where it has none. */
  reach(p: number, j: number): number;
}
