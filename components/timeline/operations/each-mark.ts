/** Which marks are drawn, and where. */
import { OUTCOMES } from '@/lib/core/history/attempt'
import type { OperationColumns } from '@/lib/core/trace/operation-columns'
import { xOf, type Plot } from '../axis/plot'
import { isWanted, placesIn, yOf, type LatencyScale, type Wanted } from './operation-marks'

export interface Marks {
  marks: OperationColumns
  wanted: Wanted
  plot: Plot
  scale: LatencyScale
  /** Of the picture in CSS pixels. */
  height: number
}

const OK = OUTCOMES.indexOf('ok')

/** Where marks stand already; one for all drawings, as it is a million bytes. */
let taken = new Uint32Array(0)

/** Of successes of a strategy that fall on the same pixel, one; what did not succeed comes last. */
export function forEachMark(
  { marks, wanted, plot, scale, height }: Marks,
  put: (arm: number, outcome: number, x: number, y: number) => void,
): void {
  const [first, end] = placesIn(marks, plot.span)
  const wide = Math.ceil(plot.width)
  const size = wide * Math.ceil(height)
  if (taken.length === size) taken.fill(0)
  else taken = new Uint32Array(size)
  const later: number[] = []
  const place = (at: number, outcome: number) => {
    const x = xOf((marks.startUs[at] ?? 0) / 1000, plot)
    const y = yOf((marks.latencyUs[at] ?? 0) / 1000, scale)
    const arm = marks.arm[at] ?? 0
    if (outcome === OK) {
      const pixel = Math.round(y) * wide + Math.round(x)
      const bit = 1 << (arm % 32)
      if (((taken[pixel] ?? 0) & bit) !== 0) return
      taken[pixel] = (taken[pixel] ?? 0) | bit
    }
    put(arm, outcome, x, y)
  }
  for (let at = first; at < end; at++) {
    if (!isWanted(marks, at, wanted)) continue
    const outcome = marks.outcome[at] ?? OK
    if (outcome === OK) place(at, outcome)
    else later.push(at)
  }
  for (const at of later) place(at, marks.outcome[at] ?? OK)
}
