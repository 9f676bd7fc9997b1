import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { LabError } from '../lab-error'
import { checkDiskSpace, explainDiskError, FREE_MB_TO_START } from './disk-space'

vi.mock('node:fs', { spy: true })

const folder = fs.mkdtempSync(path.join(tmpdir(), 'retryscope-disk-'))
const labs = path.join(folder, 'data/labs')
afterEach(() => void vi.mocked(fs.statfsSync).mockReset())
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

function pretend(disk: { blocks: number; freeMb: number }): void {
  const size = { blocks: disk.blocks, bsize: 1_000, bavail: disk.freeMb * 1_000 }
  vi.mocked(fs.statfsSync).mockReturnValueOnce(size as ReturnType<typeof fs.statfsSync>)
}

test('a disk with just enough room will do, in a folder that is made for it', () => {
  pretend({ blocks: 1_000_000, freeMb: FREE_MB_TO_START })
  checkDiskSpace(labs, 'etcd')
  expect(fs.existsSync(labs)).toBe(true)
})

test('one with less does not, and people are told where, how much, and what to do', () => {
  pretend({ blocks: 1_000_000, freeMb: FREE_MB_TO_START - 0.5 })
  expect(() => checkDiskSpace(labs, 'etcd')).toThrow(LabError)
  pretend({ blocks: 1_000_000, freeMb: 91.7 })
  expect(() => checkDiskSpace(labs, 'etcd')).toThrow(
    `the disk that holds ${labs} has only 91 MB free, and three etcd members need ${FREE_MB_TO_START} MB to start. Free some space there`,
  )
})

test('a file system that does not tell its size is let pass', () => {
  pretend({ blocks: 0, freeMb: 0 })
  expect(() => checkDiskSpace(labs, 'etcd')).not.toThrow()
})

test('what a full disk makes of an operation is put into words, and nothing else is', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, mkdir'), { code: 'ENOSPC' })
  expect(explainDiskError(full, labs)).toMatchObject({
    name: 'LabError',
    message: expect.stringContaining(`the disk that holds ${labs} is full. Free some space`) as string,
    cause: full,
  })
  const other = Object.assign(new Error('EACCES'), { code: 'EACCES' })
  expect(explainDiskError(other, labs)).toBe(other)
})
