import { expect, test } from 'vitest'
import { SignInTries } from './sign-in-tries'

const MINUTE = 60_000
const tries = () => new SignInTries({ most: 3, withinMs: 15 * MINUTE })

test('after too many failed tries an address waits until the first of them is long ago', () => {
  const guard = tries()
  for (const atMs of [0, MINUTE, 2 * MINUTE]) {
    expect(guard.waitMs('a@x', atMs)).toBe(0)
    guard.failed('a@x', atMs)
  }
  expect(guard.waitMs('a@x', 3 * MINUTE)).toBe(12 * MINUTE)
  expect(guard.waitMs('b@x', 3 * MINUTE)).toBe(0)
  expect(guard.waitMs('a@x', 15 * MINUTE)).toBe(0)
  guard.failed('a@x', 15 * MINUTE)
  expect(guard.waitMs('a@x', 15 * MINUTE)).toBe(MINUTE)
})

test('whoever signs in has made no failed tries', () => {
  const guard = tries()
  for (const atMs of [0, 1, 2]) guard.failed('a@x', atMs)
  guard.succeeded('a@x')
  expect(guard.waitMs('a@x', 3)).toBe(0)
})

test('made-up addresses do not fill the memory, and do not push out the one that is guessed', () => {
  const guard = tries()
  for (let nth = 0; nth < 30_000; nth++) {
    if (nth % 5_000 === 0) guard.failed('a@x', nth)
    guard.failed(`${nth}@x`, nth)
  }
  expect(guard.waitMs('a@x', 30_000)).toBeGreaterThan(0)
  expect(guard.waitMs('1@x', 30_000)).toBe(0)
})
