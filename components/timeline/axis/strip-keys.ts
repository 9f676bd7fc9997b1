/** What keys do with the part in sight while the overview strip has the focus. Pure. */
import { isModified, type PressedKey } from '@/components/keys/modified'
import { lengthOf, PAN_SHARE, panned, ZOOM_STEP, zoomed, type Span } from './zoom'

/** Arrows move, with + and − it zooms, Home and End go to the ends, Escape shows all again. */
export function keySpan(pressed: PressedKey, span: Span, whole: Span): Span | null {
  if (isModified(pressed)) return null
  switch (pressed.key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return panned(span, whole, (-PAN_SHARE / 2) * lengthOf(span))
    case 'ArrowRight':
    case 'ArrowUp':
      return panned(span, whole, (PAN_SHARE / 2) * lengthOf(span))
    case 'PageDown':
      return panned(span, whole, -lengthOf(span))
    case 'PageUp':
      return panned(span, whole, lengthOf(span))
    case 'Home':
      return panned(span, whole, -lengthOf(whole))
    case 'End':
      return panned(span, whole, lengthOf(whole))
    case '+':
    case '=':
      return zoomed(span, whole, ZOOM_STEP)
    case '-':
      return zoomed(span, whole, 1 / ZOOM_STEP)
    case '0':
    case 'Escape':
      return whole
    default:
      return null
  }
}
