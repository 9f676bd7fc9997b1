import { describe, expect, it } from 'vitest'
import { boxPlace } from './place-beside'

describe('an explanation', () => {
  const box = { width: 300, height: 120 }
  const page = { width: 390, height: 844 }

  it('stands below its sign', () => {
    expect(boxPlace({ left: 40, top: 100, bottom: 124 }, box, page)).toEqual({ left: 32, top: 130 })
  })
  it('stays within the width of the window', () => {
    expect(boxPlace({ left: 360, top: 100, bottom: 124 }, box, page).left).toBe(82)
    expect(boxPlace({ left: 2, top: 100, bottom: 124 }, box, page).left).toBe(8)
    expect(boxPlace({ left: 200, top: 100, bottom: 124 }, { ...box, width: 500 }, page).left).toBe(8)
  })
  it('stands above where there is no room below, unless it would begin above the window', () => {
    expect(boxPlace({ left: 40, top: 780, bottom: 804 }, box, page).top).toBe(654)
    expect(boxPlace({ left: 40, top: 60, bottom: 84 }, box, { ...page, height: 150 }).top).toBe(90)
  })
})
