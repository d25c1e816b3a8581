/** The value in the middle, of an odd number of them; not a number where there are none. */
export const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((one, other) => one - other)[values.length >>> 1] ?? NaN
