import { describe, expect, it } from 'vitest'
import { NO_FAULT } from '../fault/fault-point'
import { figuresOfOnePoint } from '../summary/figures-fixture'
import { wilson } from '../summary/interval'
import type { RunReport, StrategyFigures } from '../summary/report'
import { compareFigures, compareRuns } from './compare-runs'

const none = figuresOfOnePoint([])
const rate = (ok: number, n: number): StrategyFigures => ({ ...none, successRate: wilson(ok, n) })
const verdict = (now: StrategyFigures, before: StrategyFigures) => compareFigures(now, before)[0]?.verdict

describe('two sets of figures', () => {
  it('differ only when the interval of the difference says so', () => {
    expect(verdict(rate(990, 1_000), rate(950, 1_000))).toBe('better')
    expect(verdict(rate(950, 1_000), rate(990, 1_000))).toBe('worse')
    expect(verdict(rate(97, 100), rate(95, 100))).toBe('inconclusive')
    expect(verdict(rate(49_500, 50_000), rate(49_510, 50_000))).toBe('same')
  })

  it('are worse when there is more load or latency', () => {
    const figures = (value: number): StrategyFigures => ({
      ...none,
      amplification: { value, low: value - 0.01, high: value + 0.01 },
      p99LatencyMs: { value: 100 * value, low: 99 * value, high: 101 * value },
    })
    expect(compareFigures(figures(2), figures(1)).map((one) => [one.metric, one.verdict])).toEqual([
      ['amplification', 'worse'],
      ['p99LatencyMs', 'worse'],
    ])
    expect(compareFigures(figures(1), figures(1)).map((one) => one.verdict)).toEqual(['same', 'same'])
  })

  it('are not compared where one of them has no estimate', () => {
    expect(compareFigures(rate(1, 2), none)).toEqual([])
  })
})

describe('two runs', () => {
  const run = (labels: string[], latencies: number[], ok: number): RunReport =>
    ({
      spec: { strategies: labels.map((label) => ({ label })), matrix: { loss: { mode: 'request' } } },
      points: latencies.map((latencyMs) => ({ ...NO_FAULT, latencyMs })),
      arms: labels.map(() => rate(ok, 1_000)),
      cells: labels.flatMap((_, arm) =>
        latencies.map((_, pointIndex) => ({ pointIndex, arm, figures: rate(ok, 1_000) })),
      ),
    }) as unknown as RunReport

  it('are compared where both have the strategy and the point, wherever it stands', () => {
    const compared = compareRuns(run(['a', 'new'], [20, 50], 990), run(['old', 'a'], [0, 50], 900))
    expect(compared.map(({ label, overall, cells }) => [label, overall[0]?.verdict, cells.length])).toEqual([
      ['a', 'better', 1],
    ])
    expect(compared[0]?.cells[0]?.point).toContain('50 ms')
  })
})
