import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startBackoff } from './cenkalti-backoff'
import { afterCall, afterWait } from './cenkalti-retry'
import type { RetryReturn } from './cenkalti-retry'
import { vectorSettings } from './cenkalti-vectors'

const file = new URL('../../../../tests/vectors/cenkalti-backoff.json', import.meta.url)
const plan = z.strictObject({
  name: z.string(),
  settings: vectorSettings,
  workNs: z.int(),
  results: z.array(z.enum(['ok', 'temporary', 'permanent', 'wrapped permanent'])),
  context: z.enum(['none', 'around', 'within']),
  cancelDuring: z.string().regex(/^(nothing|start|(call|wait) \d+)$/),
  cause: z.enum(['', 'canceled', 'deadline']),
})
const { retries } = z
  .object({
    retries: z.array(
      z.strictObject({
        plan,
        draws: z.array(z.number()),
        waitsNs: z.array(z.int()),
        calls: z.int(),
        returned: z.string(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(file, 'utf8')))

type Plan = z.infer<typeof plan>

/** Runs a plan in virtual time by our decisions, and says what the caller of Retry would see. */
function replay({ settings, workNs, results, cancelDuring, cause }: Plan, draws: readonly number[]) {
  let state = startBackoff(settings)
  let cancelled = cancelDuring === 'start'
  let elapsedNs = 0
  const waitsNs: number[] = []
  for (let calls = 1; ; calls++) {
    elapsedNs += workNs
    cancelled ||= cancelDuring === `call ${calls}`
    const result = results[Math.min(calls, results.length) - 1] ?? 'ok'
    const draw = draws[waitsNs.length] ?? NaN
    const kind = result === 'wrapped permanent' ? 'permanent' : result
    const step = afterCall(settings, state, { result: kind, elapsedNs, draw, cancelled })
    if (step.kind === 'return') return { waitsNs, calls, returned: text(step.error, calls, cause) }
    waitsNs.push(step.delayNs)
    state = step.state
    cancelled ||= cancelDuring === `wait ${waitsNs.length}`
    const next = afterWait(cancelled)
    if (next.kind === 'return') return { waitsNs, calls, returned: text(next.error, calls, cause) }
    elapsedNs += step.delayNs
  }
}

function text(error: RetryReturn, calls: number, cause: Plan['cause']): string {
  return {
    'no-error': 'nil',
    'permanent-error': `permanent ${calls}`,
    'last-error': `temporary ${calls}`,
    'context-error': cause === 'deadline' ? 'context deadline exceeded' : 'context canceled',
  }[error]
}

describe('the runs of Retry in cenkalti/backoff', () => {
  it.each(retries)('are met in calls, waits and error: $plan.name', ({ plan, draws, ...expected }) => {
    expect(replay(plan, draws)).toEqual(expected)
  })

  it('reach every way to return', () => {
    const kinds = new Set(retries.map(({ returned }) => returned.replace(/ \d+$/, '')))
    expect([...kinds].toSorted()).toEqual([
      'context canceled',
      'context deadline exceeded',
      'nil',
      'permanent',
      'temporary',
    ])
  })
})
