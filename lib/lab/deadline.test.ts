import { expect, test } from 'vitest'
import { DeadlineError, untilDone } from './deadline'

test('tries again until it does not throw', async () => {
  let tries = 0
  const done = await untilDone('it', 60_000, () => {
    tries += 1
    return tries < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve('done')
  })
  expect([done, tries]).toEqual(['done', 3])
})

test('the deadline ends it with a deadline error that names the last answer, not with the last answer', async () => {
  const failing = untilDone('it', 120, () => Promise.reject(new Error('not leader')))
  await expect(failing).rejects.toBeInstanceOf(DeadlineError)
  await expect(failing).rejects.toThrow(
    'deadline exceeded: it was not done within 120 ms (last answer: not leader)',
  )
})

test('the deadline also ends a try that does not end by itself', async () => {
  const hanging = untilDone('it', 30, () => new Promise<never>(() => undefined))
  await expect(hanging).rejects.toThrow('deadline exceeded: it was not done within 30 ms (last answer: none)')
})
