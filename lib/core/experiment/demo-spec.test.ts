import { expect, test } from 'vitest'
import { demoSpec } from './demo-spec'
import { estimatePlan } from './plan'

test('the demo is a valid spec of about a minute with three strategies', () => {
  const plan = estimatePlan(demoSpec())
  expect(plan).toMatchObject({ points: 4, trials: 4, strategies: 3 })
  expect(plan.minMs).toBeGreaterThan(40_000)
  expect(plan.minMs).toBeLessThan(60_000)
})
