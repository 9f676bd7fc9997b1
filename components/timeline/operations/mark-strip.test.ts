import { expect, it } from 'vitest'
import { xOf, type Plot } from '../axis/plot'
import { isShownBy, widened, type StripDrawing } from './mark-strip'

const plot: Plot = { span: [1_000, 3_000], width: 460 }
const drawing: StripDrawing = {
  marks: { arm: [], startUs: [], latencyUs: [], outcome: [], retries: [], operation: [] } as never,
  wanted: { filter: 'all', arm: null } as never,
  scale: {} as never,
  ...{ plot, height: 280, radius: 2.5, density: 1 },
}
const drawn = { drawing, plot: widened(plot) }
const at = (from: number, to = from + 2_000): StripDrawing => ({
  ...drawing,
  plot: { ...plot, span: [from, to] },
})

it('what is drawn reaches half as far again on both sides, at the same scale', () => {
  expect(drawn.plot).toEqual({ span: [0, 4_000], width: 860 })
  const distance = (of: Plot) => xOf(2_500, of) - xOf(1_500, of)
  expect(distance(drawn.plot)).toBe(distance(plot))
})

it('it is moved as long as it reaches, and drawn anew for anything else', () => {
  for (const from of [0, 999.5, 1_000, 2_000]) expect(isShownBy(drawn, at(from)), String(from)).toBe(true)
  for (const from of [-1, 2_001]) expect(isShownBy(drawn, at(from)), String(from)).toBe(false)
  // Zoomed by a little.
  expect(isShownBy(drawn, at(1_000, 2_990))).toBe(false)
  for (const other of [{ radius: 3.5 }, { density: 2 }, { height: 100 }, { wanted: {} as never }])
    expect(isShownBy(drawn, { ...at(1_000), ...other })).toBe(false)
  expect(isShownBy(drawn, { ...drawing, plot: { ...plot, width: 461 } })).toBe(false)
})
