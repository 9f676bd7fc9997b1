import { expect, test } from 'vitest'
import { DatabaseError, FencedOutError } from '@/lib/db/database-error'
import { receivedError, sentError } from './recorder-messages'

const across = (error: unknown) => receivedError(structuredClone(sentError(error, 'run-1')))

test('errors of the database are the same on the other side, so that the run ends for the same reason', () => {
  const full = across(new DatabaseError('full', 'The disk is full.', new Error('SQLITE_FULL')))
  expect(full).toBeInstanceOf(DatabaseError)
  expect(full).toMatchObject({ problem: 'full', message: 'The disk is full.' })
  expect(String(full.cause)).toContain('SQLITE_FULL')
  expect(across(new FencedOutError('run-1'))).toBeInstanceOf(FencedOutError)
})

test('a mistake keeps its message and its stack', () => {
  const mistake = new RangeError('out of range')
  expect(across(mistake)).toMatchObject({ message: 'out of range', stack: mistake.stack })
})
