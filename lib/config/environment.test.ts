import { expect, test } from 'vitest'
import { EnvironmentError, readEnvironment } from './environment'

test('everything lies below the project unless the data folder is moved', () => {
  expect(readEnvironment({ RETRYSCOPE_ROOT: '/p' })).toMatchObject({
    dataDirectory: '/p/.retryscope',
    databaseFile: '/p/.retryscope/retryscope.db',
    bundlesDirectory: '/p/dist',
    logLevel: 'info',
    debug: false,
  })
  const moved = { RETRYSCOPE_ROOT: '/p', RETRYSCOPE_DATA_DIR: 'data', RETRYSCOPE_DEBUG: '1' }
  expect(readEnvironment(moved)).toMatchObject({
    labsDirectory: '/p/data/labs',
    bundlesDirectory: '/p/dist',
    debug: true,
  })
  expect(readEnvironment({ ...moved, RETRYSCOPE_DATA_DIR: '/d' }).logsDirectory).toBe('/d/logs')
})

test('a variable that Compose passes on empty counts as not set', () => {
  const empty = {
    RETRYSCOPE_ROOT: '/p',
    RETRYSCOPE_DATA_DIR: '',
    RETRYSCOPE_DEBUG: '',
    RETRYSCOPE_LOG_LEVEL: '',
  }
  expect(readEnvironment(empty)).toMatchObject({
    dataDirectory: '/p/.retryscope',
    debug: false,
    logLevel: 'info',
  })
})

test('runs are kept for ever unless somebody says for how long', () => {
  expect(readEnvironment({}).keepDays).toBeNull()
  expect(readEnvironment({ RETRYSCOPE_KEEP_DAYS: '30' }).keepDays).toBe(30)
  expect(() => readEnvironment({ RETRYSCOPE_KEEP_DAYS: '0' })).toThrow(/RETRYSCOPE_KEEP_DAYS/)
})

test('a wrong value is named with what is accepted', () => {
  const read = () => readEnvironment({ RETRYSCOPE_LOG_LEVEL: 'loud' })
  expect(read).toThrow(EnvironmentError)
  expect(read).toThrow(/RETRYSCOPE_LOG_LEVEL: .*"info"/)
})
