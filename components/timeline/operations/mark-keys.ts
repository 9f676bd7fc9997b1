/** Which mark an arrow key goes on to, and which part of the trial is in sight then. Pure. */
import { isModified, type PressedKey } from '@/components/keys/modified'
import type { OperationColumns } from '@/lib/core/trace/operation-columns'
import { covers, panned, type Span } from '../axis/zoom'
import { markAt, placeOfMark, type MarkedOperation } from './mark-words'
import { placesIn, stepMark, type Wanted } from './operation-marks'

/** Marks that one press of an arrow key goes on by. */
const STRIDES: Readonly<Record<string, -1 | 1>> = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1 }

/**
 * From the mark that is chosen while it is in sight, else from the end of what is in sight.
 * @returns null = the key goes to no mark
 */
export function markByKey(
  pressed: PressedKey,
  { columns, wanted }: { columns: OperationColumns; wanted: Wanted },
  marked: MarkedOperation | null,
  { span, whole }: { span: Span; whole: Span },
): { mark: MarkedOperation; span: Span } | null {
  const direction = isModified(pressed) ? undefined : STRIDES[pressed.key]
  if (direction === undefined) return null
  const isInSight = ({ startMs }: MarkedOperation) => covers(span, [startMs, startMs])
  const [first, end] = placesIn(columns, span)
  const edge = direction > 0 ? first - 1 : end
  const origin = marked && isInSight(marked) ? placeOfMark(columns, marked) : edge
  const place = stepMark(columns, wanted, origin, direction)
  if (place === null) return null
  const mark = markAt(columns, place)
  // One out of sight comes to the middle, however far it is.
  const middle = (span[0] + span[1]) / 2
  return { mark, span: isInSight(mark) ? span : panned(span, whole, mark.startMs - middle) }
}

/** The mark's number among the drawn ones, from 1, as a slider tells it; 0 = none is chosen. */
export function numberOfMark(columns: OperationColumns, marked: MarkedOperation | null): number {
  return marked ? Math.min(columns.startUs.length, placeOfMark(columns, marked) + 1) : 0
}
