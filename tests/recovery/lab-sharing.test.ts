import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { createRun } from '@/lib/db/create-run'
import { readRunState } from '@/lib/db/read-run-state'
import { requestCancel } from '@/lib/db/request-cancel'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { LabBusyError, LabError } from '@/lib/lab/lab-error'
import { NO_NEEDS } from '@/lib/lab/lab-capabilities'
import { lockHolder } from '@/lib/lab/lab-lock'
import { startStandingLab } from '@/lib/lab/process/standing-lab'
import { labDirectories } from '@/lib/lab/process/sweep'
import { workOnce } from '@/worker/work-once'
import { freshDatabase, specOf } from '../fixtures/db-fixture'
import { ALL_PROGRAMS, labSettings, runningPrograms, until, withLabsDirectory } from '../fixtures/lab-fixture'
import { startLabOwner } from '../fixtures/lab-owner-process'
import { fakePorts } from '../fixtures/worker-fixture'

const settings = labSettings(withLabsDirectory())
const labs = settings.labsDirectory
const lock = path.join(labs, 'local.lock')
const run = (id: string) => ({ kind: 'run', id }) as const
const allRunning = () => labDirectories(labs).flatMap(runningPrograms)

describe('a folder of local labs', () => {
  test('serves one of two runs that ask at once, and the other one afterwards', async () => {
    const asked = await Promise.allSettled([acquireLab(settings, run('1')), acquireLab(settings, run('2'))])
    const [first, second] = asked
    if (first.status !== 'fulfilled') throw first.reason
    expect(second).toMatchObject({ status: 'rejected', reason: { name: 'LabBusyError' } })
    expect(allRunning()).toEqual(ALL_PROGRAMS)
    await expect(acquireLab(settings, run('2'))).rejects.toThrow(/^The lab is in use by run 1 /)
    await expect(startStandingLab(settings, { kind: 'cli', id: 'lab up' })).rejects.toThrow(LabBusyError)
    await first.value.stop()
    expect(allRunning()).toEqual([])
    const next = await acquireLab(settings, run('2'))
    // A former holder that stops once more takes nothing from the next one.
    await first.value.stop()
    expect(lockHolder(lock)?.owner).toEqual(run('2'))
    await next.stop()
    expect(lockHolder(lock)).toBeNull()
  })

  test('is free again after a start that failed or was given up', async () => {
    await expect(acquireLab({ ...settings, etcdBinary: '/nowhere/etcd' }, run('1'))).rejects.toThrow(LabError)
    expect(lockHolder(lock)).toBeNull()
    await expect(acquireLab({ ...settings, etcdBinary: process.execPath }, run('1'))).rejects.toThrow(
      LabError,
    )
    expect(lockHolder(lock)).toBeNull()
    const giveUp = new AbortController()
    const starting = acquireLab(settings, run('1'), NO_NEEDS, giveUp.signal)
    const refused = expect(starting).rejects.toThrow('changed my mind')
    await until(() => allRunning().length === ALL_PROGRAMS.length)
    giveUp.abort(new Error('changed my mind'))
    await refused
    expect(lockHolder(lock)).toBeNull()
    expect(allRunning()).toEqual([])
  })

  test('is used by one process at a time, and free again when that one is killed', async () => {
    const { child, exited } = await startLabOwner('use', settings)
    await expect(acquireLab(settings, run('1'))).rejects.toThrow(/in use by test lab-owner/)
    child.kill('SIGKILL')
    await exited
    await (await acquireLab(settings, run('1'))).stop()
  })
})

test('a run that waits for the lab is cancelled, or goes back into the queue, without ever having had it', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const holder = await acquireLab(settings, run('holder'))
  const { ports, labs: had } = fakePorts(db)
  /** A worker whose lab is in use, and to which something happens while it waits for it. */
  const waitingPorts = (meanwhile: () => unknown) => ({
    ...ports,
    acquireLab: async () => {
      await meanwhile()
      return acquireLab(settings, run(id))
    },
  })

  const shutdown = new AbortController()
  const released = waitingPorts(() => shutdown.abort())
  expect(await workOnce(released, { shutdown: shutdown.signal })).toEqual({ kind: 'released', runId: id })
  expect(await readRunState(id, db)).toMatchObject({ status: 'queued' })

  const cancelled = waitingPorts(() => requestCancel(id, db))
  const never = new AbortController().signal
  expect(await workOnce(cancelled, { shutdown: never })).toEqual({ kind: 'cancelled', runId: id })
  expect(await readRunState(id, db)).toMatchObject({ status: 'cancelled' })
  expect(had).toEqual({ started: 0, stopped: 0 })
  expect(lockHolder(lock)?.owner).toEqual(run('holder'))
  await holder.stop()
})
