/**
 * An even sample of a stream of unknown length: every k-th item, where k doubles whenever the sample is full. The
 * same stream gives the same sample.
 */
export class EvenSample<Item> {
  readonly #limit: number
  #items: Item[] = []
  #stride = 1
  #seen = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  offer(item: Item): void {
    if (this.#seen % this.#stride === 0) {
      if (this.#items.length === this.#limit) {
        this.#items = this.#items.filter((_, index) => index % 2 === 0)
        this.#stride *= 2
      }
      if (this.#seen % this.#stride === 0) this.#items.push(item)
    }
    this.#seen += 1
  }

  get items(): readonly Item[] {
    return this.#items
  }
}

/** At most `limit` items, evenly spaced, first one included. */
export function thin<Item>(items: readonly Item[], limit: number): Item[] {
  const stride = Math.max(1, Math.ceil(items.length / limit))
  return items.filter((_, index) => index % stride === 0)
}
