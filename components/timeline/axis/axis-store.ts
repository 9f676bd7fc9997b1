/**
 * What all charts of a timeline share: which part of the trial they show, the instant that is pointed at, and the part that is being
 * drawn with the pointer. Apart from React's state, so that pointing redraws a line and no chart.
 */
import { isSame, spanWithin, type Span } from './zoom'

/** What the pointer does just now. */
export interface Pointing {
  /** Null = it is in no chart. */
  atMs: number | null
  /** From where it was pressed to where it is. */
  brush: Span | null
}

const NOWHERE: Pointing = { atMs: null, brush: null }

export class AxisStore {
  /** From the first to the last instant that anything is known of. */
  readonly whole: Span
  #span: Span
  #pointing = NOWHERE
  readonly #ofSpan = new Set<() => void>()
  readonly #ofPointing = new Set<() => void>()

  constructor(whole: Span, asked: { from: number | null; to: number | null }) {
    this.whole = whole
    this.#span = spanWithin(whole, asked)
  }

  readonly span = (): Span => this.#span
  readonly pointing = (): Pointing => this.#pointing

  readonly show = (next: Span): void => {
    const span = spanWithin(this.whole, { from: next[0], to: next[1] })
    if (isSame(span, this.#span)) return
    this.#span = span
    for (const listener of [...this.#ofSpan]) listener()
  }

  readonly point = (next: Partial<Pointing>): void => {
    const pointing = { ...this.#pointing, ...next }
    if (pointing.atMs === this.#pointing.atMs && pointing.brush === this.#pointing.brush) return
    this.#pointing = pointing
    for (const listener of [...this.#ofPointing]) listener()
  }

  readonly onSpan = (listener: () => void): (() => void) => subscribed(this.#ofSpan, listener)
  readonly onPointing = (listener: () => void): (() => void) => subscribed(this.#ofPointing, listener)
}

function subscribed(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
