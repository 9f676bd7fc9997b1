import { expect, test, vi } from 'vitest'
import { onAbort, waitingCallbacks } from './abort-callbacks'

test('all callbacks are called once when the signal is aborted, those taken back are not', () => {
  const controller = new AbortController()
  const [first, second, third] = [vi.fn(), vi.fn(), vi.fn()]
  onAbort(controller.signal, first)
  const forget = onAbort(controller.signal, second)
  onAbort(controller.signal, third)
  forget()
  forget()
  controller.abort()
  expect([first, second, third].map((callback) => callback.mock.calls.length)).toEqual([1, 0, 1])
  expect(waitingCallbacks(controller.signal)).toBe(0)
})

test('thousands of callbacks put one listener on the signal', () => {
  const { signal } = new AbortController()
  const listen = vi.spyOn(signal, 'addEventListener')
  for (let index = 0; index < 2_000; index++) onAbort(signal, () => undefined)
  expect(listen).toHaveBeenCalledTimes(1)
  expect(waitingCallbacks(signal)).toBe(2_000)
})
