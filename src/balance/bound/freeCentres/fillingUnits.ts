/** Units with a place and a load. */
export interface FillingUnits {
  readonly dimension: 2 | 3;
  readonly isSquared: boolean;
  readonly count: number;
  /** Coordinates of unit i start at `[dimension * i]`. */
  readonly places: Float64Array;
  /** Entry `[i]` is a load above 0. */
  readonly load: Float64Array;
  /** Entry `[i]` is trips per load, times the scale of distances or its square. */
  readonly rate: Float64Array;
  /** Entry `[i]` is what a load of 1 of unit i is worth. */
  readonly worth: Float64Array;
}
