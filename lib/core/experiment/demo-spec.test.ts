import { expect, test } from 'vitest'
import { demoSpec } from './demo-spec'
import { estimatePlan } from './plan'

test('the demo is a valid spec of about half a minute with three strategies', () => {
  const plan = estimatePlan(demoSpec())
  expect(plan).toMatchObject({ points: 8, trials: 8, strategies: 3 })
  expect(plan.minMs).toBeGreaterThan(15_000)
  expect(plan.minMs).toBeLessThan(30_000)
})
