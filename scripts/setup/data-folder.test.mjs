import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  checkSpace,
  closeToOthers,
  comfortableBytes,
  neededBytes,
  prepareDataFolder,
} from './data-folder.mjs'

let folder
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'data-folder-test-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function refusal(work) {
  try {
    work()
  } catch (error) {
    return error.describe()
  }
  return null
}

describe('the data folder', () => {
  test('is made with all above it, and stays empty', () => {
    const wanted = path.join(folder, 'a', 'b')
    prepareDataFolder(wanted)
    prepareDataFolder(wanted)
    expect(readdirSync(wanted)).toEqual([])
  })

  test.skipIf(process.platform === 'win32')('is for its owner alone, also where it was open before', () => {
    const rights = (what) => (statSync(what).mode & 0o7777).toString(8)
    const wanted = path.join(folder, 'data')
    prepareDataFolder(wanted)
    expect(rights(wanted)).toBe('700')

    const file = path.join(wanted, 'retryscope.db')
    const files = [file, `${file}-wal`]
    for (const one of files) writeFileSync(one, '', { mode: 0o644 })
    chmodSync(wanted, 0o755)
    closeToOthers(file)
    expect([wanted, ...files].map(rights)).toEqual(['700', '600', '600'])
  })

  test.skipIf(process.platform === 'win32')('is left as it is where others have to get in', () => {
    const shared = path.join(folder, 'shared')
    mkdirSync(shared)
    chmodSync(shared, 0o1777)
    closeToOthers(path.join(shared, 'retryscope.db'))
    writeFileSync(path.join(shared, 'retryscope.db'), '')
    closeToOthers(path.join(shared, 'retryscope.db'))
    expect((statSync(shared).mode & 0o7777).toString(8)).toBe('1777')
  })

  test.each([[], ['below']])('is refused when a file has its name, or is above it %s', (...below) => {
    const file = path.join(folder, 'file')
    writeFileSync(file, 'kept')
    const message = refusal(() => prepareDataFolder(path.join(file, ...below)))
    expect(message).toMatch(
      /^The data folder .*file.* is not a folder\.\nWhy: .*\nWhat to do: .*RETRYSCOPE_DATA_DIR/,
    )
    expect(existsSync(file)).toBe(true)
  })

  test.skipIf(process.platform !== 'linux')('is refused where nobody may write', () => {
    // The kernel lets nobody make files there, not even root.
    const message = refusal(() => prepareDataFolder('/proc/self/task'))
    expect(message).toMatch(/^The data folder \/proc\/self\/task cannot be written\.\nWhy: .*\bE[A-Z]+\b/)
  })
})

describe('the space of its disk', () => {
  const withFree = (bytes) => () => ({ bavail: bytes / 1000, bsize: 1000 })

  test('is no matter when there is enough', () => {
    expect(checkSpace(folder, withFree(comfortableBytes))).toBeNull()
  })

  test('is warned of when a run may not fit', () => {
    const warning = checkSpace(folder, withFree(comfortableBytes - 1000))
    expect(warning).toContain(`599 MB free in ${folder}`)
    expect(checkSpace(folder, withFree(neededBytes))).toContain('50 MB free')
  })

  test('is a reason not to start when nothing fits', () => {
    const message = refusal(() => checkSpace(folder, withFree(neededBytes - 1000)))
    expect(message).toMatch(/^The disk is full: 49 MB free in .*\nWhy: .*50 MB.*\nWhat to do: /)
  })

  test('is asked of the real file system', () => {
    expect(() => checkSpace(path.join(folder, 'missing'))).toThrow('ENOENT')
  })
})
