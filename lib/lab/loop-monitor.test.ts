import { expect, test } from 'vitest'
import { createLoopMonitor } from './loop-monitor'

function stall(durationMs: number): void {
  const endMs = performance.now() + durationMs
  while (performance.now() < endMs);
}

test('a stall is told of at once and once only', () => {
  const loop = createLoopMonitor()
  loop.takeLongestStallMs()
  stall(60)
  expect(loop.takeLongestStallMs()).toBeGreaterThanOrEqual(50)
  expect(loop.takeLongestStallMs()).toBeLessThan(50)
  loop.close()
})

test('of several stalls the longest is told', async () => {
  const loop = createLoopMonitor()
  loop.takeLongestStallMs()
  for (const durationMs of [20, 80, 20]) {
    stall(durationMs)
    await new Promise((resolve) => setTimeout(resolve, 12))
  }
  expect(loop.takeLongestStallMs()).toBeGreaterThanOrEqual(70)
  loop.close()
})
