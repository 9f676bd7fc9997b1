import { expect, test } from 'vitest'
import { Turns } from './turns'

/** Work that ends when it is told to. */
function held() {
  let end: () => void = () => undefined
  const done = new Promise<void>((resolve) => (end = resolve))
  return { work: () => done, end }
}

test('one asker alone cannot keep others out', async () => {
  const turns = new Turns({ most: 30, mostOfOne: 5 })
  const { work, end } = held()
  const asked = []
  for (let tries = 0; tries < 100; tries += 1)
    if (!turns.isFullFor('10.0.0.1')) asked.push(turns.take('10.0.0.1', work))
  expect(asked).toHaveLength(5)
  expect(turns.isFullFor('10.0.0.2')).toBe(false)
  end()
  await Promise.all(asked)
  expect(turns.isFullFor('10.0.0.1')).toBe(false)
})

test('all together are not more than may wait', async () => {
  const turns = new Turns({ most: 30, mostOfOne: 5 })
  const { work, end } = held()
  const asked = []
  for (let asker = 0; asker < 50; asker += 1)
    if (!turns.isFullFor(`10.0.0.${asker}`)) asked.push(turns.take(`10.0.0.${asker}`, work))
  expect(asked).toHaveLength(30)
  end()
  await Promise.all(asked)
})

test('work is done in the order it was asked for, one at a time, and what fails makes room too', async () => {
  const turns = new Turns({ most: 30, mostOfOne: 5 })
  const course: string[] = []
  const first = held()
  const failing = turns.take('a', async () => {
    course.push('first begins')
    await first.work()
    throw new Error('wrong')
  })
  const second = turns.take('b', () => Promise.resolve(course.push('second')))
  await Promise.resolve()
  course.push('first ends')
  first.end()
  await expect(failing).rejects.toThrow('wrong')
  await second
  expect(course).toEqual(['first begins', 'first ends', 'second'])
  for (const asker of ['a', 'b']) expect(turns.isFullFor(asker)).toBe(false)
})
