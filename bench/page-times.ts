/** Times as the page itself sees them: from an input or the begin of a navigation to the first paint with what was asked for. */
import type { Page } from '@playwright/test'

declare global {
  interface Window {
    /** Resolves right after the paint of a frame in which this holds, with `performance.now()`. */
    paintedWhen?: (holds: () => boolean) => Promise<number>
    /** When the last input of this kind was given to the page. */
    inputAt?: number
    marks?: { painted?: number; answered?: number }
    /** When the last input showed what it was given for. */
    shown?: Promise<number> | undefined
  }
}

/** To be added to a context: every page of it can tell its paints. */
export function watchPaints(): void {
  const LONGEST_MS = 30_000
  window.paintedWhen = (holds) =>
    new Promise((resolve, reject) => {
      const begin = performance.now()
      const look = () => {
        if (performance.now() - begin > LONGEST_MS)
          return reject(new Error(`never painted: ${String(holds)}`))
        if (!holds()) return requestAnimationFrame(look)
        // A message that is sent from a frame arrives after that frame was painted.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now())
        port2.postMessage(null)
        return undefined
      }
      requestAnimationFrame(look)
    })
  for (const kind of ['keydown', 'click'])
    window.addEventListener(kind, (event) => (window.inputAt = event.timeStamp), { capture: true })
}

/**
 * When the page of a run was painted with all cells, and when the first of them answered a click: it is given one as soon as
 * anything listens to it.
 */
export function watchRunPage(cells: number): void {
  const own = () => document.querySelectorAll<HTMLElement>('[data-cell]')
  const listens = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactProps'))
  const marks: Window['marks'] = (window.marks = {})
  const LOST_MS = 500
  void (async () => {
    const painted = window.paintedWhen
    if (!painted) return
    const isWhole = () => own().length >= cells && document.querySelector('main table tbody tr') !== null
    marks.painted = await painted(isWhole)
    let clickedAt = -Infinity
    marks.answered = await painted(() => {
      if (document.querySelector('[data-cell][aria-selected="true"]') !== null) return true
      const [first] = own()
      // Once more when nothing came of it: a click that comes before the page listens is lost.
      if (first && listens(first) && performance.now() - clickedAt > LOST_MS) {
        clickedAt = performance.now()
        first.click()
      }
      return false
    })
  })()
}

/**
 * Gives an input and tells how long it took from the event to the paint that shows this text somewhere below the selector.
 * @returns milliseconds
 */
export async function inputToPaint(
  page: Page,
  give: () => Promise<void>,
  shown: { selector: string; text?: string },
): Promise<number> {
  // Watching before anything is given: an input may overtake what the page is asked meanwhile.
  await page.evaluate(({ selector, text }) => {
    delete window.inputAt
    window.shown = window.paintedWhen?.(() => {
      if (window.inputAt === undefined) return false
      const found = document.querySelector(selector)
      return found !== null && (text === undefined || found.textContent.includes(text))
    })
  }, shown)
  await give()
  const at = await page.evaluate(() => window.shown)
  const from = await page.evaluate(() => window.inputAt)
  if (at === undefined || from === undefined) throw new Error('the page does not tell its paints')
  return at - from
}

/** From the begin of the navigation to the paint that has this. @returns milliseconds */
export async function navigationToPaint(page: Page, address: string, selector: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' })
  const at = await page.evaluate(
    (asked) => window.paintedWhen?.(() => document.querySelector(asked) !== null),
    selector,
  )
  if (at === undefined) throw new Error('the page does not tell its paints')
  return at
}
