import { expect, test } from 'vitest'
import type { RunState } from '@/lib/db/read-run-state'
import { checkSpec } from '@/lib/core/experiment/spec'
import { NO_FAULT } from '@/lib/core/fault/fault-point'
import { exitCodeOf } from './exit-code'
import { figuresOfOnePoint } from '@/lib/core/summary/figures-fixture'
import { apartLines, checkLines } from './result-table'
import { barText, progressDisplay, secondsText } from './progress-display'
import { faultLines } from './result-table'

const state = (trialIndex: number, elapsedMs = 0): RunState => ({
  ...{ status: 'running', error: null, abandoned: false },
  progress: {
    ...{ phase: 'trial', live: [], finishedTrials: trialIndex, totalTrials: 4, remainingMs: 65_000 },
    trial: { index: trialIndex, point: NO_FAULT, repetition: 0, phase: 'window', elapsedMs },
  },
})

test('exit codes follow status and verdict', () => {
  expect(exitCodeOf({ status: 'completed', verdict: 'pass' })).toBe(0)
  expect(exitCodeOf({ status: 'completed', verdict: null })).toBe(0)
  expect(exitCodeOf({ status: 'completed', verdict: 'fail' })).toBe(1)
  expect(exitCodeOf({ status: 'completed', verdict: 'inconclusive' })).toBe(1)
  expect(exitCodeOf({ status: 'failed', verdict: null })).toBe(3)
  expect(exitCodeOf({ status: 'cancelled', verdict: null })).toBe(130)
})

test('what checkers found wrong is told with what it was looked for in', () => {
  const check = {
    ...{ checker: 'counter-drift', verdict: 'invalid' as const, count: 2, outOf: 54 },
    ...{ examples: ['counter 3 stands at 8'], judgedTrials: 1, trials: 1 },
  }
  const spec = { strategies: [{ use: 'constant', label: 'plain', params: {} }] }
  expect(checkLines({ arms: [{ ...figuresOfOnePoint([]), worst: null, checks: [check] }], spec })).toEqual([
    'Counter drift, plain: 2 in 54 acknowledged increments (counter 3 stands at 8)',
  ])
  const valid = { ...check, verdict: 'valid' as const, count: 0, examples: [] }
  expect(checkLines({ arms: [{ ...figuresOfOnePoint([]), worst: null, checks: [valid] }], spec })).toEqual([])
})

test('the bar shows how far, how long, and what runs now', () => {
  expect(barText(state(2), 'request')).toBe(
    '████████████░░░░░░░░░░░░ 2/4 · 1 min 5 s left · no latency · no switches · window',
  )
  expect(barText({ status: 'queued', progress: null, error: null, abandoned: false }, 'request')).toBe(
    'waiting for a worker',
  )
})

test('on a terminal the bar is redrawn in one line that fits', () => {
  const written: string[] = []
  const display = progressDisplay(
    { isTTY: true, columns: 30, write: (text) => written.push(text) },
    'request',
  )
  display.show(state(1))
  display.say('hello')
  display.end()
  expect(written[0]?.replace('\r\u001b[2K', '')).toHaveLength(29)
  expect(written[1]).toMatch(/hello\n█/)
  expect(written.join('').split('\n')).toHaveLength(2)
})

test('elsewhere each trial is one plain line', () => {
  const written: string[] = []
  const display = progressDisplay({ write: (text) => written.push(text) }, 'request')
  for (const elapsedMs of [0, 500, 1_000]) display.show(state(0, elapsedMs))
  display.show(state(1))
  expect(written).toEqual([
    'trial 1 of 4: no latency · no switches\n',
    'trial 2 of 4: no latency · no switches\n',
  ])
})

test('below the table stands what was done to the target, with the mode of the loss', () => {
  const checked = checkSpec({
    name: 'A',
    strategies: [{ use: 'no-retry' }],
    matrix: { lossPercent: [0, 25], latencyMs: [20], loss: { mode: 'ack' } },
    scenario: [{ fault: 'leader-transfer', atMs: 1_500 }],
  })
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  expect(faultLines(checked)).toEqual([
    'Faults: ack loss per attempt, silent: 0, 25 %; latency: 20 ms.',
    'Scenario: leader switch at 1500 ms.',
  ])
})

test('points name the mode of their loss', () => {
  const lossy = state(0)
  if (lossy.progress?.trial) lossy.progress.trial.point = { ...NO_FAULT, lossPercent: 5 }
  expect(barText(lossy, 'packet')).toContain('5 % packet loss · no latency')
})

test('seconds are rounded up, so that a bar never says 0 s too early', () => {
  expect([1, 59_000, 60_001].map(secondsText)).toEqual(['1 s', '59 s', '1 min 1 s'])
})

test('what is counted apart is explained once, and said only where it is not 0', () => {
  const none = { ...figuresOfOnePoint([]), worst: null }
  const deferred = { jobs: 5, attempts: 9, doneAt: [4], givenUp: 1, mostOpen: 2, jobMs: null }
  const spec = {
    strategies: ['plain', 'breaker', 'queue'].map((label) => ({ use: label, label, params: {} })),
  }
  const arms = [none, { ...none, refused: 7, errors: { 'breaker-open': 7 } }, { ...none, deferred }]
  expect(apartLines({ spec, arms: [none] })).toEqual([])
  expect(apartLines({ spec, arms })).toEqual([
    expect.stringMatching(/^Refused tries: .*nothing was sent/),
    '  breaker: 7 (7 by its breaker)',
    expect.stringMatching(/^Deferred jobs: /),
    '  queue: 5 (4 done at try 1 of the queue, 1 given up, 2 open at most at once)',
  ])
})
