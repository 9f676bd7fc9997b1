/** The part of a trial for a chart that may be out of sight: there it follows once the axis rests, so that a pan draws what is seen. */
import type { AxisStore } from './axis-store'
import type { Span } from './zoom'

/** What a chart asks: the part in sight, and to be told when it is another one. */
export type ShownSpan = Pick<AxisStore, 'span' | 'onSpan'>

/** Without a change for so long, the axis rests. */
export const REST_MS = 150

export class SpanInSight implements ShownSpan {
  #span: Span
  #isSeen = true
  #rest: ReturnType<typeof setTimeout> | undefined
  readonly #listeners = new Set<() => void>()

  constructor(private readonly of: ShownSpan) {
    this.#span = of.span()
  }

  readonly span = (): Span => this.#span
  readonly onSpan = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Follows until it is told to stop. */
  follow(): () => void {
    this.#take()
    const stop = this.of.onSpan(() => {
      if (this.#isSeen) return this.#take()
      clearTimeout(this.#rest)
      this.#rest = setTimeout(this.#take, REST_MS)
    })
    return () => {
      clearTimeout(this.#rest)
      stop()
    }
  }

  see(isSeen: boolean): void {
    this.#isSeen = isSeen
    if (isSeen) this.#take()
  }

  readonly #take = (): void => {
    clearTimeout(this.#rest)
    const span = this.of.span()
    if (span === this.#span) return
    this.#span = span
    for (const listener of [...this.#listeners]) listener()
  }
}
