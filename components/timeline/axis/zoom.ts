/** The part of a trial that is looked at: arithmetic of zooming and panning, all in milliseconds from the window's begin. Pure. */

export type Span = readonly [fromMs: number, toMs: number]

/** Nothing that was measured is finer than this. */
export const MIN_SPAN_MS = 5

/** How much one press zooms, and which share of what is seen it pans by. */
export const ZOOM_STEP = 2
export const PAN_SHARE = 0.25

export function lengthOf([from, to]: Span): number {
  return to - from
}

/** A span of at least {@link MIN_SPAN_MS}, moved and cut so that it lies in the whole; whatever is no number counts as left out. */
export function spanWithin(whole: Span, { from, to }: { from: number | null; to: number | null }): Span {
  const number = (value: number | null, otherwise: number) =>
    value === null || !Number.isFinite(value) ? otherwise : value
  const [a, b] = [number(from, whole[0]), number(to, whole[1])]
  const length = Math.min(lengthOf(whole), Math.max(MIN_SPAN_MS, Math.abs(b - a)))
  const cut = Math.min(
    length,
    Math.max(MIN_SPAN_MS, Math.min(Math.max(a, b), whole[1]) - Math.max(Math.min(a, b), whole[0])),
  )
  const start = Math.min(whole[1] - cut, Math.max(whole[0], Math.min(a, b)))
  return [start, start + cut]
}

/**
 * @param factor above 1 = closer
 * @param aroundMs stays where it is on the screen; the middle does where it is out of sight, or null
 */
export function zoomed(span: Span, whole: Span, factor: number, aroundMs: number | null = null): Span {
  const length = Math.min(lengthOf(whole), Math.max(MIN_SPAN_MS, lengthOf(span) / factor))
  const still = aroundMs !== null && covers(span, [aroundMs, aroundMs]) ? aroundMs : (span[0] + span[1]) / 2
  const share = (still - span[0]) / lengthOf(span)
  return moved([still - share * length, still + (1 - share) * length], whole)
}

/** Nothing of the inner one lies outside. */
export function covers(outer: Span, inner: Span): boolean {
  return outer[0] <= inner[0] && outer[1] >= inner[1]
}

/** Goes on by so much, and stops at the ends with its length kept. */
export function panned(span: Span, whole: Span, byMs: number): Span {
  return moved([span[0] + byMs, span[1] + byMs], whole)
}

/** The same length, moved into the whole. */
function moved([from, to]: Span, whole: Span): Span {
  const length = Math.min(to - from, lengthOf(whole))
  const start = Math.min(whole[1] - length, Math.max(whole[0], from))
  return [start, start + length]
}

export function isSame(a: Span, b: Span): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

/** What of it stands in an address: whole milliseconds, and nothing of an end that is the trial's own. */
export function addressOf([from, to]: Span, whole: Span): { from: number | null; to: number | null } {
  return {
    from: from <= whole[0] ? null : Math.round(from),
    to: to >= whole[1] ? null : Math.round(to),
  }
}
