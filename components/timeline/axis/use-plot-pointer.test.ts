import { createElement, type MouseEvent, type PointerEvent } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AxisStore } from './axis-store'
import { PLOT_LEFT, PLOT_RIGHT } from './plot'
import { usePlotPointer } from './use-plot-pointer'

class Drawing {
  closest = () => this
}

beforeEach(() => void vi.stubGlobal('Element', Drawing))
afterEach(() => void vi.unstubAllGlobals())

/** A chart of a second on as many pixels, and what the pointer does in it: the handlers of one drawing. */
function chart() {
  const store = new AxisStore([0, 1_000], { from: null, to: null })
  let handlers: ReturnType<typeof usePlotPointer> | undefined
  const Chart = () => {
    handlers = usePlotPointer({ current: null }, store, PLOT_LEFT + 1_000 + PLOT_RIGHT)
    return null
  }
  renderToStaticMarkup(createElement(Chart))
  const at = (ms: number, buttons: number) =>
    ({
      ...{ pointerId: 1, button: 0, buttons, shiftKey: false, clientX: PLOT_LEFT + ms },
      ...{ target: new Drawing(), currentTarget: { setPointerCapture: () => undefined } },
    }) as unknown as PointerEvent
  return {
    store,
    press: (ms: number) => handlers?.onPointerDown(at(ms, 1)),
    move: (ms: number, buttons = 1) => handlers?.onPointerMove(at(ms, buttons)),
    release: (ms: number) => handlers?.onPointerUp(at(ms, 0)),
    /** Whether a click comes through. */
    click: () => {
      const stopPropagation = vi.fn()
      handlers?.onClickCapture({ stopPropagation } as unknown as MouseEvent)
      return stopPropagation.mock.calls.length === 0
    },
  }
}

it('a drag zooms to what was dragged over, and its click opens nothing', () => {
  const { store, press, move, release, click } = chart()
  press(200)
  move(400)
  expect(store.pointing().brush).toEqual([200, 400])
  release(400)
  expect([store.span(), store.pointing().brush, click()]).toEqual([[200, 400], null, false])
})

it('a press that hardly moves is no drag', () => {
  const { store, press, move, release, click } = chart()
  press(200)
  move(203)
  release(203)
  expect([store.span(), store.pointing().brush, click()]).toEqual([[0, 1_000], null, true])
})

it('a press that was let go unseen has ended when the pointer comes back without a button', () => {
  const { store, press, move, release } = chart()
  press(200)
  move(600, 0)
  expect(store.pointing()).toEqual({ atMs: 600, brush: null })
  // Nor does the press go on with the next one's button.
  move(700)
  release(700)
  expect(store.span()).toEqual([0, 1_000])

  press(200)
  move(400)
  move(500, 0)
  expect(store.pointing()).toEqual({ atMs: 500, brush: null })
})
