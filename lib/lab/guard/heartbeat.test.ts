import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Heartbeat } from './heartbeat'

let told: string[]
const heartbeat = new Heartbeat({
  beat: () => told.push('beat'),
  rest: () => told.push('rest'),
  stoodStill: () => told.push('stood still'),
})

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  told = []
})
afterEach(() => {
  vi.useRealTimers()
})

test('signs of life are given at once and every second while the work goes on, and end with it', async () => {
  const result = await heartbeat.during(() => {
    vi.advanceTimersByTime(2_000)
    return Promise.resolve('done')
  })
  expect(result).toBe('done')
  vi.advanceTimersByTime(10_000)
  expect(told).toEqual(['beat', 'beat', 'beat', 'rest'])
})

test('work that fails ends them too', async () => {
  await expect(heartbeat.during(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(told).toEqual(['beat', 'rest'])
})

test('a process that stood still for longer than the lease learns of it', async () => {
  await heartbeat.during(() => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 8_000)
    vi.advanceTimersByTime(1_000)
    now.mockRestore()
    return Promise.resolve()
  })
  expect(told).toEqual(['beat', 'stood still', 'beat', 'rest'])
})
