import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { LabFailure } from '@/lib/lab/lab'
import { createTarget } from '@/lib/lab/lab-faults'
import { FREE_MB_TO_START } from '@/lib/lab/process/disk-space'
import { startLocalLab } from '@/lib/lab/process/start-local-lab'
import { labDirectories } from '@/lib/lab/process/sweep'
import { labSettings, runningPrograms, withLabsDirectory } from '../fixtures/lab-fixture'

const owner = { kind: 'test', id: 'disk-full' } as const
const MEGABYTE = 1_000_000

/** A disk of its own, which only root can have. */
const disk = path.join(withLabsDirectory(), 'disk')
mkdirSync(disk)
const size = `size=${(FREE_MB_TO_START + 30) * MEGABYTE}`
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', disk]).status === 0
afterAll(() => {
  if (isMounted) execFileSync('umount', [disk])
})

const settings = labSettings(path.join(disk, 'labs'))
const filler = path.join(disk, 'filler')

test.skipIf(!isMounted)('a lab is not started on a disk without room for it', async () => {
  fill(60)
  await expect(startLocalLab(settings, owner)).rejects.toThrow(
    /has only \d+ MB free, and three .* MB to start\. Free/,
  )
  expect(labDirectories(settings.labsDirectory)).toEqual([])
})

test.skipIf(!isMounted)('a lab that a full disk ends says so, without stack frames', async () => {
  rmSync(filler, { force: true })
  const lab = await startLocalLab(settings, owner)
  const failure = new Promise<LabFailure>((resolve) => lab.onFailure(resolve))
  let isOver = false
  void failure.then(() => (isOver = true))
  fill(Infinity)
  const target = createTarget(lab.address)
  const client = await target.openClient({ prefix: 'full/', valueBytes: 65_536, connectionsPerMember: 1 })
  const signal = new AbortController().signal
  for (let key = 0; !isOver; key++)
    await client.attempt({ kind: 'put', key: key % 100, member: key % 3, timeoutMs: 1_000, signal })
  const { program, message } = await failure
  expect(program).toMatch(/^etcd-m\d$/)
  expect(message).toMatch(
    /^etcd-m\d ended by itself \(.*\): the disk that holds .*\/labs is full\. Free some space/,
  )
  expect(message).not.toMatch(/goroutine|\.go:\d|"level"/)
  client.close()
  target.close()
  await lab.stop()
  expect(runningPrograms(lab.directory)).toEqual([])
})

/** Takes this many megabytes from the disk, or all that are left. */
function fill(megabytes: number): void {
  const file = openSync(filler, 'w')
  try {
    for (let written = 0; written < megabytes; written++) writeSync(file, Buffer.alloc(MEGABYTE))
  } catch (error) {
    // Full is what was asked for.
    expect(error).toMatchObject({ code: 'ENOSPC' })
  } finally {
    closeSync(file)
  }
}
