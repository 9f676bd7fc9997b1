/** What of the overview strip the pointer has hold of, and what dragging it does. Pure. */
import { panned, spanWithin, type Span } from './zoom'

/** The edges, the part in sight, or nothing: then a new part begins. */
export type Grip = 'from' | 'to' | 'part' | 'new'

/** @param edge pixels around an edge that belong to it */
export function gripAt(
  x: number,
  { from, to, isAll, edge }: { from: number; to: number; isAll: boolean; edge: number },
): Grip {
  if (isAll) return 'new'
  // A narrow part is held in its middle, and its edges from outside.
  const inner = Math.min(edge, (to - from) / 3)
  if (x >= from - edge && x <= from + inner) return 'from'
  if (x >= to - inner && x <= to + edge) return 'to'
  return x > from && x < to ? 'part' : 'new'
}

/** The part after a drag. @param before as it was when the drag began */
export function movedBy(
  grip: Grip,
  before: Span,
  whole: Span,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Span {
  const byMs = toMs - fromMs
  switch (grip) {
    case 'part':
      return panned(before, whole, byMs)
    case 'from':
      return spanWithin(whole, { from: before[0] + byMs, to: before[1] })
    case 'to':
      return spanWithin(whole, { from: before[0], to: before[1] + byMs })
    case 'new':
      return spanWithin(whole, { from: fromMs, to: toMs })
  }
}
