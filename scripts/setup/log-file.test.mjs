import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLogFile } from './log-file.mjs'

let folder
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'log-file-test-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function opened(file, options = {}) {
  const errors = []
  return { errors, log: openLogFile(file, { onError: ({ code }) => errors.push(code), ...options }) }
}

async function writeTo(file, lines, options) {
  const { errors, log } = opened(file, options)
  for (const line of lines) log.write(line)
  await log.end()
  return errors
}

test('every line is in the file when it has ended', async () => {
  const file = path.join(folder, 'new', 'a.log')
  expect(await writeTo(file, ['one', 'two'])).toEqual([])
  await writeTo(file, ['three'], { append: true })
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\nthree\n')
})

test('a log that has grown too long makes room for a new one', async () => {
  const file = path.join(folder, 'a.log')
  writeFileSync(file, 'x'.repeat(100))
  await writeTo(file, ['new'], { append: true, maxBytes: 99 })
  expect(readFileSync(file, 'utf8')).toBe('new\n')
  expect(readFileSync(`${file}.1`, 'utf8')).toHaveLength(100)
})

test.skipIf(!existsSync('/dev/full'))('a full disk is told once and costs only the log', async () => {
  const { errors, log } = opened('/dev/full', { append: true })
  log.write('one')
  await expect.poll(() => errors).toEqual(['ENOSPC'])
  log.write('two')
  await log.end()
  expect(errors).toEqual(['ENOSPC'])
})

test('a file that cannot be opened is told, too', async () => {
  mkdirSync(path.join(folder, 'taken'))
  expect(await writeTo(path.join(folder, 'taken'), ['one'])).toEqual(['EISDIR'])
  writeFileSync(path.join(folder, 'file'), '')
  expect(await writeTo(path.join(folder, 'file', 'a.log'), ['one'])).toEqual(['EEXIST'])
})
