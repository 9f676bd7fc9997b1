import { createServer } from 'node:net'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type { LabFailure } from '@/lib/lab/lab'
import { LabError } from '@/lib/lab/lab-error'
import { NO_NEEDS } from '@/lib/lab/lab-capabilities'
import * as freePorts from '@/lib/lab/process/free-ports'
import { PORTS_PER_LAB } from '@/lib/lab/process/local-programs'
import { labDirectories } from '@/lib/lab/process/sweep'
import { startLocalLab } from '@/lib/lab/process/start-local-lab'
import {
  ALL_PROGRAMS,
  hasData,
  labSettings,
  pidOf,
  runningPrograms,
  until,
  withLabsDirectory,
} from '../fixtures/lab-fixture'

vi.mock('@/lib/lab/process/free-ports', { spy: true })

const owner = { kind: 'test', id: 'lifecycle' } as const

describe('a local lab', () => {
  const settings = labSettings(withLabsDirectory())

  test('runs healthy, and leaves no process and no data when it is stopped', async () => {
    const lab = await startLocalLab(settings, owner)
    expect(runningPrograms(lab.directory)).toEqual(ALL_PROGRAMS)
    expect(lab.etcdVersion).toMatch(/^3\./)
    expect(lab.address.members.map(({ name }) => name)).toEqual(['m1', 'm2', 'm3'])
    expect(hasData(lab.directory)).toBe(true)
    await lab.stop()
    expect(runningPrograms(lab.directory)).toEqual([])
    expect(hasData(lab.directory)).toBe(false)
    expect(existsSync(path.join(lab.directory, 'logs/etcd-m1.log'))).toBe(true)
    await lab.stop()
  })

  test('says which program ended by itself', async () => {
    const lab = await startLocalLab(settings, owner)
    const failure = new Promise<LabFailure>((resolve) => lab.onFailure(resolve))
    process.kill(pidOf(lab.directory, 'etcd-m2'), 'SIGKILL')
    expect(await failure).toMatchObject({
      program: 'etcd-m2',
      message: expect.stringContaining('etcd-m2 ended by itself (signal SIGKILL)') as string,
    })
    await lab.stop()
    expect(runningPrograms(lab.directory)).toEqual([])
  })

  test('loses its programs and says so when only its watchdog is killed', async () => {
    const lab = await startLocalLab(settings, owner)
    const failure = new Promise<LabFailure>((resolve) => lab.onFailure(resolve))
    process.kill(pidOf(lab.directory, 'watchdog'), 'SIGKILL')
    expect(await failure).toMatchObject({ program: 'watchdog' })
    await lab.stop()
    expect(runningPrograms(lab.directory)).toEqual([])
    expect(hasData(lab.directory)).toBe(false)
  })

  test('draws other ports when one is taken in the last moment', async () => {
    const free = await freePorts.findFreePorts(PORTS_PER_LAB)
    const holder = createServer()
    // The last ones are given out first: this one is the first member's.
    const taken = free.at(-2) ?? 0
    await new Promise<void>((resolve) => holder.listen(taken, '127.0.0.1', resolve))
    vi.mocked(freePorts.findFreePorts).mockResolvedValueOnce(free)
    const before = labDirectories(settings.labsDirectory).length
    const lab = await startLocalLab(settings, owner)
    expect(labDirectories(settings.labsDirectory)).toHaveLength(before + 2)
    expect(JSON.stringify(lab.address)).not.toContain(`:${taken}"`)
    await lab.stop()
    holder.close()
  })

  test('is not started at all when it is given up at once', async () => {
    const giveUp = new AbortController()
    const starting = startLocalLab(settings, owner, NO_NEEDS, giveUp.signal)
    giveUp.abort(new Error('changed my mind'))
    await expect(starting).rejects.toThrow('changed my mind')
    expect(labDirectories(settings.labsDirectory).flatMap(runningPrograms)).toEqual([])
  })

  test('leaves nothing behind when it is given up while it starts', async () => {
    const giveUp = new AbortController()
    const starting = startLocalLab(settings, owner, NO_NEEDS, giveUp.signal)
    await until(() => labDirectories(settings.labsDirectory).some((lab) => runningPrograms(lab).length === 5))
    giveUp.abort(new Error('changed my mind'))
    await expect(starting).rejects.toThrow('changed my mind')
    expect(labDirectories(settings.labsDirectory).flatMap(runningPrograms)).toEqual([])
  })

  test('names what is missing and what to do', async () => {
    const starting = startLocalLab({ ...settings, etcdBinary: '/nowhere/etcd' }, owner)
    await expect(starting).rejects.toThrow(LabError)
    await expect(starting).rejects.toThrow(/etcd is missing \(\/nowhere\/etcd\).*npm start/)
  })

  test('shows the last log lines of a program that does not start', async () => {
    const starting = startLocalLab({ ...settings, etcdBinary: process.execPath }, owner)
    await expect(starting).rejects.toThrow(/etcd-m\d ended by itself \(exit code 9\)\.\n.*bad option/s)
  })
})
