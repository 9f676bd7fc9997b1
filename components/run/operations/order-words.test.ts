import { expect, it } from 'vitest'
import { betweenWords, directionOf, nextOrder, orderChoices } from './order-words'
import { parseAsOrder } from './operations-view'

it('a press on a head orders by it, the most telling end first, and a second one turns it round', () => {
  expect(nextOrder('latency', 'start')).toBe('-latency')
  expect(nextOrder('latency', '-latency')).toBe('latency')
  expect(nextOrder('start', '-latency')).toBe('start')
  expect(nextOrder('start', 'start')).toBe('-start')
  expect(directionOf('latency', '-latency')).toBe('descending')
  expect(directionOf('start', '-latency')).toBeNull()
})

it('every order has words of its own, and stands in an address', () => {
  expect(new Set(orderChoices.map(({ label }) => label)).size).toBe(14)
  expect(orderChoices.find(({ value }) => value === '-latency')?.label).toBe('Latency: slowest first')
  for (const { value } of orderChoices) expect(parseAsOrder.parse(parseAsOrder.serialize(value))).toBe(value)
  // As links of former versions have it.
  expect(parseAsOrder.parse('slowest')).toBe('-latency')
  expect(['', '--latency', 'LATENCY', 'price'].map((text) => parseAsOrder.parse(text))).toEqual([
    ...[null, null, null, null],
  ])
})

it('says which part of the trial is listed', () => {
  expect(betweenWords(5_200, 5_400)).toBe('Only 5.200 s to 5.400 s')
  expect(betweenWords(null, 400)).toBe('Only until 400 ms')
  expect(betweenWords(61_000, null)).toBe('Only from 1:01.000 min on')
})
