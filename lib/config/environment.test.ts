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

test('accounts are asked for wherever others reach the server, and stay once they were set up', () => {
  const rule = (variables: Record<string, string>) => readEnvironment(variables).accounts
  expect(rule({})).toBe('once-set-up')
  expect(rule({ RETRYSCOPE_HOST: '::1' })).toBe('once-set-up')
  expect(rule({ RETRYSCOPE_AUTH: 'off' })).toBe('off')
  expect(rule({ RETRYSCOPE_AUTH: 'on' })).toBe('required')
  expect(rule({ RETRYSCOPE_HOST: '0.0.0.0' })).toBe('required')
  // Behind a proxy of this machine.
  expect(rule({ RETRYSCOPE_URL: 'https://retry.example' })).toBe('required')
  expect(rule({ RETRYSCOPE_URL: 'http://localhost:3000' })).toBe('once-set-up')
})

test('accounts cannot be turned off where others reach the server', () => {
  const off = { RETRYSCOPE_AUTH: 'off' }
  expect(() => readEnvironment({ ...off, RETRYSCOPE_HOST: '10.0.0.5' })).toThrow(/RETRYSCOPE_HOST/)
  expect(() => readEnvironment({ ...off, RETRYSCOPE_URL: 'https://retry.example' })).toThrow(EnvironmentError)
})

test('the address that others open is an origin; without one, links name this machine', () => {
  expect(readEnvironment({ RETRYSCOPE_URL: 'https://retry.example/path' }).publicOrigin).toBe(
    'https://retry.example',
  )
  expect(() => readEnvironment({ RETRYSCOPE_URL: 'ftp://retry.example' })).toThrow(/RETRYSCOPE_URL/)
  const { publicOrigin, localOrigin } = readEnvironment({ RETRYSCOPE_HOST: '0.0.0.0', PORT: '4000' })
  expect([publicOrigin, localOrigin]).toEqual([null, 'http://127.0.0.1:4000'])
})
