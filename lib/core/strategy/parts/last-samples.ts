/** The last n values of a stream of numbers; older ones are overwritten. */
export class LastSamples {
  readonly #size: number
  readonly #values: number[] = []
  #next = 0

  /** @param size how many are kept, at least 1 */
  constructor(size: number) {
    this.#size = size
  }

  add(value: number): void {
    this.#values[this.#next] = value
    this.#next = (this.#next + 1) % this.#size
  }

  get count(): number {
    return this.#values.length
  }

  /** Arithmetic mean; NaN while there is none. */
  mean(): number {
    return this.#values.reduce((sum, value) => sum + value, 0) / this.#values.length
  }

  /** Standard deviation of these values themselves (divided by n), as numpy's `std` has it; NaN while there is none. */
  deviation(): number {
    const mean = this.mean()
    const squares = this.#values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    return Math.sqrt(squares / this.#values.length)
  }

  /**
   * The smallest value that at least this share of them does not exceed (nearest rank); NaN while there is none.
   * @param share above 0, at most 1
   */
  quantile(share: number): number {
    const sorted = this.#values.toSorted((a, b) => a - b)
    // The subtraction undoes binary fractions such as 0.07 × 100 = 7.000000000000001.
    return sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)] ?? NaN
  }
}
