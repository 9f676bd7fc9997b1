/**
 * Work that is done one after the other while its askers wait. Only so many may wait, and only some of them for the same asker:
 * one alone cannot keep all others out.
 */
export class Turns {
  readonly #waiting = new Map<string, number>()
  readonly #most: number
  readonly #mostOfOne: number
  #all = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor({ most, mostOfOne }: { most: number; mostOfOne: number }) {
    this.#most = most
    this.#mostOfOne = mostOfOne
  }

  /** Whether somebody has to come again later. */
  isFullFor(asker: string): boolean {
    return this.#all >= this.#most || (this.#waiting.get(asker) ?? 0) >= this.#mostOfOne
  }

  /** Does the work when all that was asked for before is done. */
  take<Result>(asker: string, work: () => Promise<Result>): Promise<Result> {
    this.#count(asker, 1)
    const mine = this.#last.then(work).finally(() => this.#count(asker, -1))
    this.#last = mine.catch(() => 'told by whoever waits for it')
    return mine
  }

  #count(asker: string, change: 1 | -1): void {
    this.#all += change
    const waiting = (this.#waiting.get(asker) ?? 0) + change
    if (waiting > 0) this.#waiting.set(asker, waiting)
    else this.#waiting.delete(asker)
  }
}
