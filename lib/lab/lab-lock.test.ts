import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { LabBusyError } from './lab-error'
import { lockHolder, takeLock } from './lab-lock'

const folder = mkdtempSync(path.join(tmpdir(), 'retryscope-lock-'))
const file = path.join(folder, 'owner.lock')
const run = (id: string) => ({ kind: 'run', id }) as const

beforeEach(() => rmSync(file, { force: true }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the lock of a lab', () => {
  test('is had by one at a time, and by the next one after its release', () => {
    const release = takeLock(file, run('1'), 'The lab')
    expect(() => takeLock(file, run('2'), 'The lab')).toThrow(LabBusyError)
    expect(() => takeLock(file, run('2'), 'The lab')).toThrow(
      new RegExp(`^The lab is in use by run 1 \\(process ${process.pid}\\) since .* try again\\.$`),
    )
    expect(lockHolder(file)?.owner).toEqual(run('1'))
    release()
    expect(lockHolder(file)).toBeNull()
    takeLock(file, run('2'), 'The lab')()
    expect(readdirSync(folder)).toEqual([])
  })

  test('is void when its holder is dead, even if another process has the holder’s number', () => {
    takeLock(file, run('1'), 'The lab')
    const lock = JSON.parse(readFileSync(file, 'utf8')) as { process: { startedAt: string } }
    lock.process.startedAt = 'long ago'
    writeFileSync(file, JSON.stringify(lock))
    expect(lockHolder(file)).toBeNull()
    takeLock(file, run('2'), 'The lab')
    expect(lockHolder(file)?.owner.id).toBe('2')
  })

  test('is void when it cannot be read', () => {
    writeFileSync(file, '{"process":')
    takeLock(file, run('1'), 'The lab')
    expect(lockHolder(file)?.owner.id).toBe('1')
  })

  test('is not released by a former holder', () => {
    const release = takeLock(file, run('1'), 'The lab')
    rmSync(file)
    takeLock(file, run('2'), 'The lab')
    release()
    expect(lockHolder(file)?.owner.id).toBe('2')
  })
})
