import { describe, expect, it } from 'vitest'
import { NO_FAULT } from '../fault/fault-point'
import { checkSpec, type ExperimentSpecInput } from './spec'
import { faultPoints } from './fault-points'
import { capabilitiesNeeded, scheduleOf } from './schedule'

function specOf(changes: Partial<ExperimentSpecInput>) {
  const result = checkSpec({
    name: 'A',
    strategies: [{ use: 'no-retry' }],
    trialDurationMs: 20_000,
    ...changes,
  })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.spec
}

function problemsOf(changes: object): string[] {
  const result = checkSpec({ name: 'A', strategies: [{ use: 'no-retry' }], ...changes })
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`)
}

describe('the schedule of a trial', () => {
  it('is empty where nothing is disturbed', () => {
    expect(scheduleOf(specOf({}), NO_FAULT)).toEqual([])
  })

  it('holds loss, latency and leader switches of the matrix point, with the matrix’s link and mode', () => {
    const spec = specOf({
      matrix: {
        lossPercent: [25],
        latencyMs: [100],
        jitterMs: [50],
        leaderSwitchesPerMinute: [6],
        loss: { mode: 'mixed', manner: 'loud' },
        latency: { link: 'peer', stream: 'upstream' },
      },
    })
    const [point] = faultPoints(spec.matrix)
    expect(scheduleOf(spec, point ?? NO_FAULT)).toMatchObject([
      {
        id: 'loss',
        params: { sharePercent: 25, mode: 'mixed', manner: 'loud' },
        startMs: 0,
        endMs: null,
      },
      {
        id: 'latency',
        params: { latencyMs: 100, jitterMs: 50, link: 'peer', stream: 'upstream', on: 'all', toxicity: 1 },
        startMs: 0,
        endMs: null,
      },
      { id: 'leader-transfer-0', startMs: 5_000, endMs: 5_000 },
      { id: 'leader-transfer-1', startMs: 15_000, endMs: 15_000 },
    ])
  })

  it('loses packets where the matrix says so, and needs a lab that can', () => {
    const spec = specOf({ matrix: { lossPercent: [5], loss: { mode: 'packet', link: 'both' } } })
    const [point] = faultPoints(spec.matrix)
    expect(scheduleOf(spec, point ?? NO_FAULT)).toMatchObject([
      { fault: 'packet-loss', params: { sharePercent: 5, link: 'both' } },
    ])
    expect(capabilitiesNeeded(spec)).toEqual(['packet-loss'])
  })

  it('puts the scenario’s steps between those of the matrix, by their start', () => {
    const spec = specOf({
      matrix: { leaderSwitchesPerMinute: [6] },
      scenario: [
        { fault: 'latency', atMs: 6_000, forMs: 2_000, params: { latencyMs: 500, jitterMs: 100 } },
        { fault: 'leader-transfer', atMs: 1_000 },
        { fault: 'loss' },
      ],
    })
    const [point] = faultPoints(spec.matrix)
    expect(scheduleOf(spec, point ?? NO_FAULT).map(({ id, startMs, endMs }) => [id, startMs, endMs])).toEqual(
      [
        ['scenario-3', 0, null],
        ['scenario-2', 1_000, 1_000],
        ['leader-transfer-0', 5_000, 5_000],
        ['scenario-1', 6_000, 8_000],
        ['leader-transfer-1', 15_000, 15_000],
      ],
    )
    expect(capabilitiesNeeded(spec)).toEqual(['toxics', 'leader-moves'])
  })
})

describe('the matrix', () => {
  it('takes chosen points instead of all combinations', () => {
    const { matrix } = specOf({
      matrix: {
        lossPercent: [0, 5],
        points: [
          { lossPercent: 5, jitterMs: 20, leaderSwitchesPerMinute: 1 },
          { lossPercent: 40, jitterMs: 450, leaderSwitchesPerMinute: 10 },
        ],
      },
    })
    expect(faultPoints(matrix)).toEqual([
      { lossPercent: 5, latencyMs: 0, jitterMs: 20, leaderSwitchesPerMinute: 1 },
      { lossPercent: 40, latencyMs: 0, jitterMs: 450, leaderSwitchesPerMinute: 10 },
    ])
  })

  it('combines all axes, loss outermost', () => {
    const { matrix } = specOf({ matrix: { lossPercent: [0, 5], leaderSwitchesPerMinute: [0, 6] } })
    expect(
      faultPoints(matrix).map(({ lossPercent, leaderSwitchesPerMinute }) => [
        lossPercent,
        leaderSwitchesPerMinute,
      ]),
    ).toEqual([
      [0, 0],
      [0, 6],
      [5, 0],
      [5, 6],
    ])
  })
})

describe('a spec is refused', () => {
  it.each([
    [
      'a chosen point that stands twice',
      { matrix: { points: [{ latencyMs: 5 }, { latencyMs: 6 }, { latencyMs: 5, jitterMs: 0 }] } },
      /^matrix\.points\.2: this point stands twice/,
    ],
    [
      'loss of attempts between members',
      { matrix: { loss: { link: 'peer' } } },
      /^matrix\.loss\.mode: only packets can be lost between members/,
    ],
    [
      'an unknown fault',
      { scenario: [{ fault: 'meteor' }] },
      /^scenario\.0\.fault: unknown fault "meteor"; known: .*latency/,
    ],
    [
      'a length of what happens once',
      { scenario: [{ fault: 'leader-transfer', forMs: 5 }] },
      /^scenario\.0\.forMs: .*happens once/,
    ],
    [
      'wrong parameters of a fault',
      { scenario: [{ fault: 'latency', params: { latencyMs: -1 } }] },
      /^scenario\.0\.params\.latencyMs: must be at least 0/,
    ],
    [
      'a step after the window',
      { trialDurationMs: 1_000, scenario: [{ fault: 'latency', atMs: 1_000 }] },
      /^scenario\.0\.atMs: begins after the fault window has ended/,
    ],
  ])('for %s, with the reason', (_, changes, message) => {
    expect(problemsOf(changes)).toEqual([expect.stringMatching(message) as string])
  })
})
