/** How smoothly the operations of a trial pan in a real browser: the times between the frames of three seconds. */
import type { Page } from '@playwright/test'

const PAN_MS = 3_000

/**
 * Pans the timeline of a trial from side to side and measures. The page shows the timeline tab with all operations drawn, and is
 * zoomed in to half of the trial by this.
 * @returns milliseconds from each frame to the next, with everything that a pan costs in them
 * @throws Error when nothing moved: then nothing was measured
 */
export async function panFrames(page: Page): Promise<number[]> {
  const strip = page.getByRole('slider', { name: 'Part of the trial that the charts show' })
  const chart = page.getByRole('slider', { name: 'Operations, one mark each' })
  await strip.press('0')
  await strip.press('+')
  await chart.scrollIntoViewIfNeeded()
  const before = await strip.getAttribute('aria-valuenow')
  const { frames, places } = await chart.evaluate(async (element, lastsMs) => {
    const shown = document.querySelector('[role="slider"][aria-label^="Part of the trial"]')
    const box = element.getBoundingClientRect()
    const frames: number[] = []
    const places = new Set<string>()
    let last = ''
    let direction = -1
    let lastMs = await new Promise<number>(requestAnimationFrame)
    const endMs = lastMs + lastsMs
    while (lastMs < endMs) {
      // As a trackpad tells it: a wheel that goes sideways, once per frame.
      element.dispatchEvent(
        new WheelEvent('wheel', {
          ...{ deltaX: 8 * direction, bubbles: true, cancelable: true },
          ...{ clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 },
        }),
      )
      const nowMs = await new Promise<number>(requestAnimationFrame)
      frames.push(nowMs - lastMs)
      lastMs = nowMs
      const place = shown?.getAttribute('aria-valuenow') ?? ''
      // At the end of the trial it turns round.
      if (place === last) direction = -direction
      places.add(place)
      last = place
    }
    return { frames, places: places.size }
  }, PAN_MS)
  if (places < 10)
    throw new Error(`the timeline did not pan: it stood at ${before ?? 'no place'} and had ${places} places`)
  return frames
}
