/**
 * Whole nanoseconds, the unit of the Go libraries that our parts follow to the last digit. As a number they are exact
 * up to 2^53, which is 104 days.
 */

/** Milliseconds (fractions allowed) to the nearest whole nanosecond. */
export function nsFromMs(ms: number): number {
  return Math.round(ms * 1e6)
}

/** Whole nanoseconds to milliseconds, with the fraction. */
export function msFromNs(ns: number): number {
  return ns / 1e6
}
