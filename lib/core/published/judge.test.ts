import { describe, expect, it } from 'vitest'
import type { ExperimentSpec } from '../experiment/spec'
import type { LedgerEntry } from '../fault/ledger'
import type { StrategyFigures } from '../summary/report'
import { changesFrom } from './changes'
import { tallyWords } from './claim-words'
import type { Estimate } from '../summary/interval'
import { judgeClaims, type JudgedClaim } from './judge'
import { presetNamed, reportOf, trialOf, within } from './report-fixture'

const p1 = presetNamed('p1')
const NO_RETRY = 'No retry'

/** The claim of p1 that 85 % fail without a retry, with this success rate. */
function withoutRetry(
  successRate: StrategyFigures['successRate'],
  spec = p1.spec(),
): JudgedClaim | undefined {
  return judgeClaims(p1, reportOf(spec, { [NO_RETRY]: { successRate } }))[0]
}

describe('a printed figure', () => {
  it('holds where the interval reaches it, within half a unit of its last digit', () => {
    // 85 % = 84.5 to 85.5 % that fail: 14.5 to 15.5 % succeed.
    expect(withoutRetry(within(0.12, 0.18))?.verdict).toBe('held')
    expect(withoutRetry(within(0.1, 0.145))?.verdict).toBe('held')
    expect(withoutRetry(within(0.1, 0.1449))?.verdict).toBe('missed')
    expect(withoutRetry(within(0.155, 0.2))?.verdict).toBe('held')
    expect(withoutRetry(within(0.1551, 0.2))?.verdict).toBe('missed')
  })

  it('is told beside arithmetic and what was measured, in one sentence', () => {
    expect(withoutRetry(within(0.674, 0.702))).toEqual({
      ...{ strategy: NO_RETRY, arm: 0, place: null, metric: 'requests that fail', published: '85 %' },
      arithmetic: {
        figure: '33.3 %',
        because: 'so much of a uniform latency lies above the time-out of 900 ms',
      },
      measured: '31.2 % [29.8, 32.6]',
      verdict: 'missed',
      sentence:
        'Did not hold here: the article says 85 %, arithmetic says 33.3 % (so much of a uniform latency lies above the time-out of 900 ms), measured 31.2 % [29.8, 32.6].',
    })
  })

  it('cannot be told without an interval', () => {
    const claim = withoutRetry(null)
    expect(claim).toMatchObject({ verdict: 'untold', measured: null })
    expect(claim?.sentence).toContain('not measured: too few seconds')
  })
})

describe('a claim in suspect trials', () => {
  const withTrials = (rate: Estimate, ...qualities: ('good' | 'suspect')[]) =>
    judgeClaims(
      p1,
      reportOf(
        p1.spec(),
        { [NO_RETRY]: { successRate: rate } },
        { trials: qualities.map((quality, index) => trialOf({ index, quality })) },
      ),
    )[0]

  it('cannot be told where all trials that it rests on are suspect, with its figures', () => {
    const missed = within(0.674, 0.702)
    const claim = withTrials(missed, 'suspect', 'suspect')
    expect(claim).toMatchObject({ verdict: 'untold', measured: '31.2 % [29.8, 32.6]' })
    expect(claim?.sentence).toMatch(
      /^Cannot be told, as the measurement is suspect: the article says 85 %.*measured 31.2 %/,
    )
    expect(withTrials(missed, 'good', 'suspect')?.verdict).toBe('missed')
    // The other way as well: what held there may be the machine’s doing, too.
    const held = within(0.1, 0.2)
    expect(withTrials(held, 'suspect', 'suspect')?.verdict).toBe('untold')
    expect(withTrials(held, 'good', 'suspect')?.verdict).toBe('held')
  })
})

describe('a bound', () => {
  const p13 = presetNamed('p13-bucket')
  const label = 'Retry token bucket, 200/s'
  /** Operations per second times retries of each. */
  const verdictAt = (low: number, high: number) =>
    judgeClaims(
      p13,
      reportOf(p13.spec(), {
        [label]: { throughputPerSecond: within(1_000, 1_000), amplification: within(1 + low, 1 + high) },
      }),
    )[1]?.verdict

  it('holds where the whole interval lies within it, and cannot be told where it straddles', () => {
    expect(verdictAt(0.19, 0.2009)).toBe('held')
    expect(verdictAt(0.19, 0.202)).toBe('untold')
    expect(verdictAt(0.202, 0.21)).toBe('missed')
  })
})

describe('what arithmetic excludes', () => {
  const p8 = presetNamed('p8')
  const label = '100 ms × 2, five retries'
  const counts = (most: number) => ({
    operations: 50,
    retryDistribution: Array.from({ length: most }, (_, retries) => ({ retries, operations: 10 })),
  })

  it('cannot hold, whatever was measured', () => {
    const [load, time] = judgeClaims(p8, reportOf(p8.spec(), { [label]: counts(6) }))
    expect(load).toMatchObject({ verdict: 'impossible', measured: '6 requests at most, of 50 operations' })
    expect(load?.arithmetic?.figure).toBe('at most 6×')
    expect(time).toMatchObject({ verdict: 'impossible', measured: null })
    expect(time?.arithmetic?.figure).toBe('3.10 s or more')
  })

  it('is reckoned from the spec of the run: what the next printed digit allows is not excluded', () => {
    // 50 ms × 2 has waits of 3.15 s, and "3.2 s" may be as little.
    const own = judgeClaims(p8, reportOf(p8.spec(), { '50 ms × 2, six retries': counts(7) }))
    expect(own[2]?.verdict).toBe('impossible')
    expect(own[3]).toMatchObject({ verdict: 'untold', arithmetic: { figure: '3.15 s or more' } })
  })
})

describe('a figure without an interval', () => {
  it('is shown, and decides nothing', () => {
    const p8 = presetNamed('p8')
    const retryTime = { operations: 50, medianMs: 3_160, p50Ms: null, p90Ms: null, p99Ms: null, p999Ms: null }
    const claim = judgeClaims(p8, reportOf(p8.spec(), { '50 ms × 2, six retries': { retryTime } }))[3]
    expect(claim).toMatchObject({ verdict: 'untold', measured: '3.16 s, no interval' })
    expect(claim?.sentence).toContain('measured 3.16 s, no interval: too few seconds')
  })
})

describe('a run under way', () => {
  const ofLive = (changes: Partial<ReturnType<typeof reportOf>>) =>
    judgeClaims(p1, reportOf(p1.spec(), {}, { status: 'running', ...changes }))

  it('has not yet measured what may still come', () => {
    for (const claims of [ofLive({ trials: [] }), ofLive({ cells: [] })]) {
      expect(claims[0]).toMatchObject({ verdict: 'pending', measured: null })
      expect(claims[0]?.sentence).toMatch(/^Not yet measured: no trial/)
      expect(tallyWords(claims)).toContain('not yet measured')
      expect(tallyWords(claims)).not.toContain('not looked at')
    }
    expect(ofLive({ trials: [], status: 'cancelled' })[0]?.verdict).toBe('absent')
  })

  it('says at once what it will never have', () => {
    const { matrix } = p1.spec()
    const spec = { ...p1.spec(), matrix: { ...matrix, latencyMs: [700] } }
    const report = reportOf(spec, {}, { status: 'running', trials: [] })
    expect(judgeClaims(p1, report)[0]?.verdict).toBe('absent')
  })
})

describe('single occasions', () => {
  const p4 = presetNamed('p4')
  const event = (recoveryMs: number | null) => ({
    ...{ seenMs: 13_100, from: 0, to: 1, leaderlessMs: 100, startMs: 13_000 },
    impacts: [0, 1].map((arm) => ({ arm, stalledMs: 50, retries: 0, retriesInCalm: 0, recoveryMs })),
  })
  const verdictOf = (...recoveries: (number | null)[]) => {
    const trials = recoveries.map((recoveryMs, index) =>
      trialOf({ index, leaderEvents: [event(recoveryMs)] }),
    )
    return judgeClaims(p4, reportOf(p4.spec(), {}, { trials }))[0]
  }

  it('hold where each of them does, and cannot be told where only some do', () => {
    expect(verdictOf(3_100, 900)).toMatchObject({
      verdict: 'held',
      measured: '3.00 s, 800 ms (2 changes of leader)',
    })
    expect(verdictOf(3_101, 900)?.verdict).toBe('untold')
    expect(verdictOf(3_101, 25_000)?.verdict).toBe('missed')
  })

  it('are unknown where none was seen to its end', () => {
    expect(verdictOf(null)?.sentence).toContain('it was not seen before the window was over')
  })
})

describe('a run that was changed', () => {
  const changed = (changes: Partial<ExperimentSpec>): ExperimentSpec => ({ ...p1.spec(), ...changes })

  it('is recognised under another name, and by its strategies’ parameters under other labels', () => {
    const [noRetry, ...others] = p1.spec().strategies
    if (!noRetry) throw new Error('p1 has no strategy')
    const spec = changed({ name: 'Mine', strategies: [...others, { ...noRetry, label: 'nothing' }] })
    const [claim] = judgeClaims(p1, reportOf(spec, { nothing: { successRate: within(0.1, 0.2) } }))
    expect(claim).toMatchObject({ verdict: 'held', strategy: 'nothing', arm: 3 })
    expect(changesFrom(p1.spec(), spec)).toEqual([])
  })

  it('says what is not there rather than to take something else for it', () => {
    const linear = {
      use: 'linear',
      label: 'Linear',
      params: { stepMs: 50, maxDelayMs: 2_000, maxAttempts: 4 },
    }
    const spec = changed({
      strategies: p1.spec().strategies.map((own) => (own.use === 'linear' ? linear : own)),
    })
    const claims = judgeClaims(p1, reportOf(spec, { Linear: { successRate: within(0.1, 0.2) } }))
    expect(claims[1]).toMatchObject({ verdict: 'absent', arm: null, measured: null })
    expect(claims[1]?.sentence).toBe(
      'Not in this run: no strategy of it is “Linear” with the preset’s parameters.',
    )
    const { matrix } = p1.spec()
    const elsewhere = withoutRetry(within(0.1, 0.2), changed({ matrix: { ...matrix, latencyMs: [700] } }))
    expect(elsewhere?.sentence).toContain('does not have the fault point')
    expect(judgeClaims(p1, reportOf(p1.spec(), {}, { trials: [] }))[0]?.sentence).toContain('no trial')
  })

  it('keeps a claim at its own fault point when others were added', () => {
    const spec = changed({ matrix: { ...p1.spec().matrix, latencyMs: [100, 800] } })
    const report = reportOf(spec, { [NO_RETRY]: { successRate: within(0.8, 0.9) } })
    const cells = report.cells.map((cell) =>
      cell.pointIndex === 1 ? { ...cell, figures: { ...cell.figures, successRate: within(0.1, 0.2) } } : cell,
    )
    expect(judgeClaims(p1, { ...report, cells })[0]?.verdict).toBe('held')
  })

  it('tells what else differs, and arithmetic goes by the run', () => {
    const spec = changed({ attemptTimeoutMs: 800, repetitions: 3, seed: 5 })
    expect(changesFrom(p1.spec(), spec)).toEqual(['the attempt time-out'])
    expect(withoutRetry(null, spec)?.arithmetic?.figure).toBe('50.0 %')
  })
})

it('has nothing to say about presets of which nothing is published', () => {
  const preset = presetNamed('lost-answers')
  expect(judgeClaims(preset, reportOf(preset.spec(), {}))).toEqual([])
})

it('takes no learner that was never added for a promotion that ran out of time', () => {
  const p10 = presetNamed('p10')
  const entry = {
    ...{
      step: 'scenario-1',
      arm: null,
      fault: 'learner',
      what: '',
      plannedStartMs: 1_000,
      plannedEndMs: 20_000,
    },
    ...{ actsMs: 1_000, verifiedMs: 2_000, confirmed: true, detail: '' },
  }
  const claimsOf = (ledger: Pick<LedgerEntry, 'state' | 'removedMs' | 'problem'>) =>
    judgeClaims(p10, reportOf(p10.spec(), {}, { trials: [trialOf({ ledger: [{ ...entry, ...ledger }] })] }))
  const cut = { problem: 'deadline exceeded: the promotion of m4 was not done within 3000 ms' }
  expect(claimsOf({ state: 'removed', removedMs: 23_400, ...cut }).slice(0, 2)).toMatchObject([
    { verdict: 'held', measured: '1 of 1 promotions ended in a deadline error' },
    { verdict: 'held', measured: '3.40 s (1 promotion)' },
  ])
  expect(claimsOf({ state: 'removed', removedMs: 20_100, problem: null })[0]?.verdict).toBe('missed')
  const added = { problem: 'deadline exceeded: the adding of m4 was not done within 12000 ms' }
  for (const claim of claimsOf({ state: 'failed', removedMs: null, ...added }).slice(0, 2))
    expect(claim.verdict).toBe('untold')
})
