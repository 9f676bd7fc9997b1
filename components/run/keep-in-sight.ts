/** Brings an element into sight while the page above it still grows. */

/** Charts above it are drawn within this time, in milliseconds. */
const GROWING_MS = 3_000
const BY_HAND = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const

/**
 * Scrolls to the element now and after each change of the page's height, until the page has settled or a person scrolls.
 * @returns ends it at once
 */
export function keepInSight(element: HTMLElement): () => void {
  const scroll = () => element.scrollIntoView({ block: 'start' })
  const growth = new ResizeObserver(scroll)
  const stop = () => {
    growth.disconnect()
    clearTimeout(timer)
    for (const event of BY_HAND) window.removeEventListener(event, stop)
  }
  const timer = setTimeout(stop, GROWING_MS)
  for (const event of BY_HAND) window.addEventListener(event, stop, { passive: true })
  growth.observe(document.body)
  scroll()
  return stop
}
