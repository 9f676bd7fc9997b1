import { expect, it } from 'vitest'
import { NO_FAULT } from '../fault/fault-point'
import { operationsAreIndependent } from './independence'
import { checkSpec, type ExperimentSpecInput } from './spec'

function independent(changes: Partial<ExperimentSpecInput>, point: Partial<typeof NO_FAULT> = {}): boolean {
  const result = checkSpec({
    name: 'x',
    strategies: [{ use: 'exponential' }],
    attemptTimeoutMs: 500,
    ...changes,
  })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return operationsAreIndependent(result.spec, { ...NO_FAULT, ...point }, 0)
}

it.each<[string, Parameters<typeof independent>]>([
  ['losses that are drawn for each attempt', [{}, { lossPercent: 10 }]],
  ['latencies far below the time-out', [{}, { latencyMs: 100, jitterMs: 50 }]],
  ['no fault at all', [{}]],
])('holds with %s', (_, given) => expect(independent(...given)).toBe(true))

it.each<[string, Parameters<typeof independent>]>([
  ['leader switches', [{}, { leaderSwitchesPerMinute: 30 }]],
  ['latencies near the time-out', [{}, { latencyMs: 200, jitterMs: 100 }]],
  ['packets that are lost', [{ matrix: { loss: { mode: 'packet' } } }, { lossPercent: 10 }]],
  ['a fault that comes and goes', [{ scenario: [{ fault: 'down', atMs: 1_000, forMs: 500 }] }]],
  ['a breaker', [{ strategies: [{ use: 'breaker' }] }]],
  ['a budget', [{ strategies: [{ use: 'retry-budget' }] }]],
  ['a strategy nobody knows', [{ strategies: [{ use: 'hedging' }] }]],
  ['a target with a queue', [{ target: { kind: 'http' } } as Partial<ExperimentSpecInput>]],
])('is not claimed with %s', (_, given) => expect(independent(...given)).toBe(false))
