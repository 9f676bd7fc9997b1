import { expect, it } from 'vitest'
import { parentWatch } from './signals.mjs'

it('ends once when the parent has changed, and not before', () => {
  let parent = 40
  let ended = 0
  const look = parentWatch(
    () => parent,
    () => (ended += 1),
  )
  look()
  expect(ended).toBe(0)
  parent = 1
  look()
  look()
  expect(ended).toBe(1)
})
