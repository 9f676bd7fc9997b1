import { describe, expect, it } from 'vitest'
import { estimatePlan, planTrials } from './plan'
import { checkSpec, type SpecProblem } from './spec'

const minimal = { name: 'A', strategies: [{ use: 'no-retry' }] }

function problemsOf(value: unknown): SpecProblem[] {
  const result = checkSpec(value)
  return result.ok ? [] : result.problems
}

describe('checkSpec', () => {
  it('fills in every default', () => {
    const result = checkSpec(minimal)
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    expect(result.spec).toMatchObject({
      target: { kind: 'etcd' },
      workload: { putShare: 0.5, load: { mode: 'closed', concurrency: 8 } },
      matrix: { latencyMs: [0], jitterMs: [0], leaderSwitchesPerMinute: [0] },
      strategies: [{ use: 'no-retry', label: 'no-retry', params: {} }],
      arms: 'concurrent',
    })
  })

  it('accepts its own output, so that a frozen spec can be read back', () => {
    const once = checkSpec({
      ...minimal,
      strategies: [{ use: 'exponential', params: { jitter: 'equal' } }],
      thresholds: ['successRate >= 0.99', { expression: 'amplification <= 2', strategy: 'exponential' }],
      matrix: { latencyMs: { from: 0, to: 100, step: 50 } },
    })
    if (!once.ok) throw new Error(JSON.stringify(once.problems))
    const twice = checkSpec(JSON.parse(JSON.stringify(once.spec)))
    expect(twice).toEqual(once)
  })

  it.each<[string, unknown, string, RegExp]>([
    ['unknown key', { ...minimal, trialLength: 5 }, '', /trialLength/],
    [
      'unknown strategy',
      { ...minimal, strategies: [{ use: 'magic' }] },
      'strategies.0.use',
      /unknown strategy "magic"; known: no-retry, constant, /,
    ],
    [
      'unknown parameter',
      { ...minimal, strategies: [{ use: 'constant', params: { delay: 1 } }] },
      'strategies.0.params',
      /delay/,
    ],
    ['negative duration', { ...minimal, trialDurationMs: -5 }, 'trialDurationMs', /^must be at least 500$/],
    [
      'wrong type deep inside',
      { ...minimal, workload: { load: { mode: 'open', ratePerSecond: 'fast' } } },
      'workload.load.ratePerSecond',
      /number/,
    ],
    [
      'unknown load mode',
      { ...minimal, workload: { load: { mode: 'burst' } } },
      'workload.load.mode',
      /Invalid/,
    ],
    [
      'latency out of range',
      { ...minimal, matrix: { latencyMs: [-1] } },
      'matrix.latencyMs.0',
      /^must be at least 0$/,
    ],
    [
      'neither list nor range',
      { ...minimal, matrix: { latencyMs: 100 } },
      'matrix.latencyMs',
      /a list of numbers.*or a range \{ from, to, step \}/,
    ],
    [
      'unknown key inside',
      { ...minimal, workload: { bar: 1 } },
      'workload',
      /^unknown key "bar"; accepted: kind, putShare, keys, /,
    ],
    ['missing strategies', { name: 'A' }, 'strategies', /^is missing; must be a list$/],
    ['wrong threshold form', { ...minimal, thresholds: [5] }, 'thresholds.0', /write "<metric>/],
    ['control characters', { ...minimal, name: 'a\u0000b' }, 'name', /control characters/],
    ['half a surrogate pair', { ...minimal, name: 'a\ud800' }, 'name', /control characters/],
    ['empty axis', { ...minimal, matrix: { jitterMs: [] } }, 'matrix.jitterMs', /at least one/],
    ['doubled value', { ...minimal, matrix: { jitterMs: [5, 5] } }, 'matrix.jitterMs', /only once/],
    [
      'doubled label',
      { ...minimal, strategies: [{ use: 'no-retry' }, { use: 'no-retry' }] },
      'strategies.1.label',
      /stands twice/,
    ],
    [
      'bad threshold',
      { ...minimal, thresholds: ['success > lots'] },
      'thresholds.0',
      /is not a threshold; write/,
    ],
    [
      'an estimate that should equal a number',
      { ...minimal, thresholds: ['successRate == 1'] },
      'thresholds.0',
      /is estimated and never exactly a number/,
    ],
    [
      'threshold for nobody',
      { ...minimal, thresholds: [{ expression: 'successRate > 0.5', strategy: 'x' }] },
      'thresholds.0.strategy',
      /no strategy is called "x"/,
    ],
    [
      'deadline below time-out',
      { ...minimal, attemptTimeoutMs: 500, operationDeadlineMs: 100 },
      'operationDeadlineMs',
      /must not be shorter/,
    ],
    [
      'backwards range',
      { ...minimal, matrix: { latencyMs: { from: 5, to: 1, step: 1 } } },
      'matrix.latencyMs.to',
      /must not be below/,
    ],
    [
      'answers too large to be lost',
      {
        ...minimal,
        workload: { valueBytes: 20_000 },
        scenario: [{ fault: 'loss', atMs: 0, params: { mode: 'mixed', manner: 'loud' } }],
      },
      'workload.valueBytes',
      /answers to values above 15792 bytes cannot be lost/,
    ],
    ['nothing at all', undefined, '', /^is missing; must be a set of keys and values$/],
  ])('%s: names the path and what is accepted', (_, value, path, message) => {
    const problems = problemsOf(value)
    expect(problems).toContainEqual({ path, message: expect.stringMatching(message) as string })
  })

  it('refuses a matrix of a thousand million trials at once', () => {
    const axis = { from: 0, to: 999, step: 1 }
    const matrix = {
      latencyMs: axis,
      jitterMs: axis,
      leaderSwitchesPerMinute: { from: 0, to: 60, step: 0.0601 },
    }
    const message = expect.stringMatching(/makes 999000000 trials; at most 10000/) as string
    expect(problemsOf({ ...minimal, matrix })).toEqual([{ path: 'matrix', message }])
    expect(problemsOf({ ...minimal, matrix, target: { kind: 'http' } })).toContainEqual({
      path: 'matrix',
      message,
    })
  })

  it('refuses a range of too many values without building it', () => {
    expect(problemsOf({ ...minimal, matrix: { latencyMs: { from: 0, to: 10_000, step: 1e-9 } } })).toEqual([
      { path: 'matrix.latencyMs.step', message: 'a range may have at most 1000 values' },
    ])
  })
})

describe('planTrials', () => {
  it('tries every point once before any point again', () => {
    const result = checkSpec({
      ...minimal,
      matrix: { latencyMs: [0, 100], jitterMs: [0, 20], leaderSwitchesPerMinute: [0, 6] },
      repetitions: 2,
    })
    if (!result.ok) throw new Error('spec')
    const trials = planTrials(result.spec)
    expect(trials).toHaveLength(16)
    expect(trials.map((trial) => trial.index)).toEqual([...Array(16).keys()])
    expect(trials.slice(0, 8).map((trial) => trial.repetition)).toEqual(Array(8).fill(0))
    expect(trials[8]?.point).toEqual(trials[0]?.point)
    expect(estimatePlan(result.spec)).toMatchObject({ points: 8, trials: 16, strategies: 1 })
  })

  it('reckons with the work that goes on when the callers have left', () => {
    const atMost = (strategies: object[]) => {
      const result = checkSpec({ ...minimal, strategies, matrix: { latencyMs: [50] } })
      if (!result.ok) throw new Error('spec')
      return estimatePlan(result.spec).maxMs
    }
    const plain = atMost([{ use: 'constant' }])
    const queue = { use: 'degradation', params: { queueScale: 0.01 } }
    // Three attempts of at most 500 ms after 0.6, 3 and 9 s.
    expect(atMost([{ use: 'constant' }, queue]) - plain).toBe(12_600 + 1_500)
  })

  it('takes ranges without binary noise', () => {
    const result = checkSpec({
      ...minimal,
      matrix: { leaderSwitchesPerMinute: { from: 0, to: 0.3, step: 0.1 } },
    })
    expect(result.ok && result.spec.matrix.leaderSwitchesPerMinute).toEqual([0, 0.1, 0.2, 0.3])
  })
})
