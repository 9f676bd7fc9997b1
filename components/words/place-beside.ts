/** Puts a box under what it explains, or above where there is no room; always within the width of the window. */

const GAP_PX = 6
const EDGE_PX = 8

/** The box stands in the top layer, and goes with the page as it scrolls. */
export function placeBeside(anchor: HTMLElement, box: HTMLElement): void {
  const at = anchor.getBoundingClientRect()
  const { left, top } = boxPlace(at, box.getBoundingClientRect(), {
    width: document.documentElement.clientWidth,
    height: document.documentElement.clientHeight,
  })
  box.style.left = `${left + window.scrollX}px`
  box.style.top = `${top + window.scrollY}px`
}

interface Size {
  width: number
  height: number
}

/** Where the box begins, in pixels of the window. */
export function boxPlace(
  at: { left: number; top: number; bottom: number },
  box: Size,
  page: Size,
): { left: number; top: number } {
  const rightmost = page.width - box.width - EDGE_PX
  const below = at.bottom + GAP_PX
  const above = at.top - GAP_PX - box.height
  const fitsBelow = below + box.height + EDGE_PX <= page.height
  return {
    left: Math.max(EDGE_PX, Math.min(at.left - EDGE_PX, rightmost)),
    // Where it fits neither way, the page can be scrolled down to its end.
    top: fitsBelow || above < EDGE_PX ? below : above,
  }
}
