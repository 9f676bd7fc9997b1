import { describe, expect, it } from 'vitest'
import { faultPoints } from '../experiment/fault-points'
import { experimentSpecSchema } from '../experiment/spec'
import { figuresOfOnePoint } from '../summary/figures-fixture'
import { wilson } from '../summary/interval'
import type { RunReport, StrategyFigures } from '../summary/report'
import { BASELINE_METRICS, compareFigures, compareRuns } from './compare-runs'
import { differenceText, experimentDifferences } from './experiment-differences'
import { matchStrategies } from './match-strategies'

const none = figuresOfOnePoint([])
const rate = (ok: number, n: number): StrategyFigures => ({ ...none, successRate: wilson(ok, n) })
const compare = (now: StrategyFigures, before: StrategyFigures) =>
  compareFigures(now, before, BASELINE_METRICS, { now: 1, before: 1 })
const verdict = (now: StrategyFigures, before: StrategyFigures) => compare(now, before)[0]?.verdict

describe('two sets of figures', () => {
  it('differ only when the interval of the difference says so', () => {
    expect(verdict(rate(990, 1_000), rate(950, 1_000))).toBe('better')
    expect(verdict(rate(950, 1_000), rate(990, 1_000))).toBe('worse')
    expect(verdict(rate(97, 100), rate(95, 100))).toBe('inconclusive')
    expect(verdict(rate(49_500, 50_000), rate(49_510, 50_000))).toBe('same')
  })

  it('are worse when there is more load or latency', () => {
    const figures = (value: number): StrategyFigures => ({
      ...rate(99_000, 100_000),
      amplification: { value, low: value - 0.01, high: value + 0.01 },
      p99LatencyMs: { value: 100 * value, low: 99 * value, high: 101 * value },
    })
    const verdicts = (now: number, before: number) =>
      compare(figures(now), figures(before)).map((one) => one.verdict)
    expect(verdicts(2, 1)).toEqual(['same', 'worse', 'worse'])
    expect(verdicts(1, 1)).toEqual(['same', 'same', 'same'])
  })

  it('are inconclusive with the reason where one of them has no estimate', () => {
    expect(compare(rate(1, 2), none)[0]).toEqual({
      ...{ metric: 'successRate', now: wilson(1, 2), before: null, difference: null },
      ...{ verdict: 'inconclusive', reason: 'no interval before: no operation was measured' },
    })
  })

  it('tell what was counted where a rate has no interval, and nothing of what is no count', () => {
    const counted = { ...none, ok: 561, operations: 570 }
    const [success, amplification] = compare(counted, rate(1, 2))
    expect(success?.reason).toMatch(/^no interval now \(561 of 570 succeeded\): /)
    expect(amplification?.reason).toMatch(/^no interval now: /)
  })
})

describe('two runs', () => {
  const spec = (changes: object) => experimentSpecSchema.parse({ name: 'A', ...changes })
  const run = (changes: object, ok: number): RunReport => {
    const parsed = spec(changes)
    const points = faultPoints(parsed.matrix)
    return {
      ...{ spec: parsed, points, trials: [], environment: null },
      arms: parsed.strategies.map(() => rate(ok, 1_000)),
      cells: parsed.strategies.flatMap((_, arm) =>
        points.map((_, pointIndex) => ({ pointIndex, arm, suspectTrials: 0, figures: rate(ok, 1_000) })),
      ),
    } as unknown as RunReport
  }
  const plain = { strategies: [{ use: 'no-retry' }] }

  it('are compared where both have the strategy and the point, wherever it stands', () => {
    const now = run(
      { strategies: [{ use: 'no-retry', label: 'a' }, { use: 'linear' }], matrix: { latencyMs: [20, 50] } },
      990,
    )
    const before = run(
      { strategies: [{ use: 'constant' }, { use: 'no-retry', label: 'a' }], matrix: { latencyMs: [0, 50] } },
      900,
    )
    const compared = compareRuns(now, before)
    expect(compared.map(({ label, cells }) => [label, cells.length])).toEqual([['a', 1]])
    expect(compared[0]?.cells[0]?.point).toContain('50 ms')
    expect(compared[0]?.cells[0]).toMatchObject({
      pointIndex: 1,
      comparisons: [{ verdict: 'better' }, {}, {}],
    })
  })

  it.each([
    { latencyMs: [20, 50], reason: null },
    { latencyMs: [50, 20], reason: null },
    { latencyMs: [20, 70], reason: /^the runs have 1 of 2 fault points in common, .*by fault point$/ },
    { latencyMs: [20], reason: /^the runs have 1 of 2 fault points in common/ },
    { latencyMs: [1, 2, 3], reason: /^the runs have no fault point in common, .*over the same matrix$/ },
  ])(
    'are held against each other over the matrix only where both were measured at the same points: $latencyMs',
    ({ latencyMs, reason }) => {
      const [compared] = compareRuns(
        run({ ...plain, matrix: { latencyMs: [20, 50] } }, 990),
        run({ ...plain, matrix: { latencyMs } }, 900),
      )
      const [success] = compared?.overall ?? []
      expect(success?.verdict).toBe(reason === null ? 'better' : 'inconclusive')
      expect(success?.difference === null).toBe(reason !== null)
      if (reason === null) expect(success?.reason).toBeNull()
      else expect(success?.reason).toMatch(reason)
    },
  )

  it('say where a suspect trial stands behind a difference, whichever run it is of', () => {
    const matrix = { latencyMs: [20, 50] }
    const doubtful = run({ ...plain, matrix }, 990)
    const [, cell] = doubtful.cells
    if (cell) cell.suspectTrials = 1
    const good = run({ ...plain, matrix }, 900)
    const marks = (now: RunReport, before: RunReport) =>
      compareRuns(now, before).map(({ suspect, cells }) => [suspect, ...cells.map((one) => one.suspect)])
    expect(marks(doubtful, good)).toEqual([[true, false, true]])
    expect(marks(good, doubtful)).toEqual([[true, false, true]])
    expect(marks(good, good)).toEqual([[false, false, false]])
  })

  it('have no point in common where it loses in another way; without loss its mode does not matter', () => {
    const losing = (mode: string) => run({ ...plain, matrix: { lossPercent: [0, 10], loss: { mode } } }, 990)
    const [compared] = compareRuns(losing('ack'), losing('request'))
    expect(compared?.cells.map(({ pointIndex }) => pointIndex)).toEqual([0])
    expect(experimentDifferences(losing('ack'), losing('request')).map(differenceText)).toEqual([
      'loss mode request → ack',
    ])
    const calm = (mode: string) => run({ ...plain, matrix: { loss: { mode } } }, 990)
    expect(experimentDifferences(calm('ack'), calm('request'))).toEqual([])
  })

  it('are told apart by all that makes them another experiment, and not by seed, name or repetitions', () => {
    const load = { mode: 'open', ratePerSecond: 50 }
    const base = run({ ...plain, workload: { load }, seed: 1 }, 990)
    const same = run(
      {
        ...plain,
        workload: { load },
        seed: 2,
        name: 'B',
        repetitions: 3,
        thresholds: ['successRate >= 0.9'],
      },
      990,
    )
    expect(experimentDifferences(same, base)).toEqual([])
    const other = run(
      {
        ...plain,
        workload: { load: { ...load, ratePerSecond: 70 } },
        trialDurationMs: 20_000,
        attemptTimeoutMs: 300,
      },
      990,
    )
    expect(experimentDifferences(other, base).map(({ what }) => what)).toEqual([
      'workload load ratePerSecond',
      'attempt time-out (ms)',
      'trial duration (ms)',
    ])
    const environment = {
      driver: 'local',
      etcdVersion: '3.6.1',
      toxiproxyVersion: '2.12.0',
      nodeVersion: '22',
      platform: 'linux',
      cpus: 2,
      cpuModel: 'x',
    }
    const recorded = {
      ...base,
      environment: { ...environment, etcdVersion: '3.7.3', cpus: 4 },
      trials: [{ pointIndex: 0, profiled: true }],
    }
    expect(
      experimentDifferences(
        recorded as unknown as RunReport,
        { ...base, environment } as unknown as RunReport,
      ).map(({ what }) => what),
    ).toEqual(['recorded with a profile', 'etcd', 'machine'])
  })
})

describe('strategies of two runs', () => {
  const named = (label: string, use: string, params = {}) => ({ label, use, params })

  it('are the same by label, however it is written, or by what they are', () => {
    const now = [
      named('no-retry', 'no-retry'),
      named('mine', 'linear', { a: 1, b: 2 }),
      named('new', 'constant'),
    ]
    const before = [named('Linear', 'linear', { b: 2, a: 1 }), named('no retry', 'no-retry')]
    expect(matchStrategies(now, before)).toEqual([
      { arm: 0, armBefore: 1, changes: [] },
      { arm: 1, armBefore: 0, changes: [] },
    ])
  })

  it('are matched by label before anything else, and tell what else is in them', () => {
    const now = [named('b', 'linear'), named('a', 'linear', { a: 2 })]
    const before = [named('a', 'linear')]
    expect(matchStrategies(now, before)).toEqual([
      { arm: 1, armBefore: 0, changes: [{ what: 'a', before: 'none', now: '2' }] },
    ])
  })
})
