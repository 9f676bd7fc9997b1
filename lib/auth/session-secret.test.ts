import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sessionSecret } from './session-secret'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'retryscope-secret-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('the key is made once, is long, and only its owner can read it', () => {
  const secret = sessionSecret(folder)
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(sessionSecret(folder)).toBe(secret)
  expect(readdirSync(folder)).toEqual(['session-secret'])
  expect(statSync(path.join(folder, 'session-secret')).mode & 0o777).toBe(0o600)
})

test('a key that others could read is closed again, one that is cut off is not used', () => {
  const file = path.join(folder, 'session-secret')
  const secret = sessionSecret(folder)
  chmodSync(file, 0o644)
  expect(sessionSecret(folder)).toBe(secret)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  writeFileSync(file, 'short')
  expect(() => sessionSecret(folder)).toThrow(/holds no key/)
})
