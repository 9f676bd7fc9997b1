import { expect, it } from 'vitest'
import { shownPoints } from './shown-points'

it('a part of a line needs the point before it and the one after it, too', () => {
  const points = [0, 100, 200, 300, 400].map((ms): [number, number | null] => [ms, ms === 200 ? null : ms])
  const shown = (from: number, to: number) => shownPoints(points, [from, to]).map(([ms]) => ms)
  expect(shown(150, 250)).toEqual([100, 200, 300])
  expect(shown(100, 300)).toEqual([100, 200, 300])
  expect(shown(-50, 10)).toEqual([0, 100])
  expect(shown(900, 950)).toEqual([400])
  expect(shownPoints([], [0, 100])).toEqual([])
})
