import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { LabBusyError } from '@/lib/lab/lab-error'
import { createFaultInjector } from '@/lib/lab/lab-faults'
import { logFile } from '@/lib/lab/process/lab-file'
import { readStandingLab, startStandingLab, stopStandingLab } from '@/lib/lab/process/standing-lab'
import { identify } from '@/lib/lab/process/process-identity'
import { sweepLeftoverLabs } from '@/lib/lab/process/sweep'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import {
  ALL_PROGRAMS,
  labSettings,
  pidOf,
  runningPrograms,
  until,
  withLabsDirectory,
} from '../fixtures/lab-fixture'
import { inject } from '../fixtures/fault-steps'
import { startLabOwner } from '../fixtures/lab-owner-process'

const settings = labSettings(withLabsDirectory())
const labs = settings.labsDirectory
// A test that fails half-way must not leave a lab that outlives it by design.
afterAll(() => stopStandingLab(labs))

const run = (id: string) => ({ kind: 'run', id }) as const

test('a standing lab outlives its command, serves one run at a time, and goes when it is taken down', async () => {
  expect(await readStandingLab(labs)).toBeNull()
  const { exited, directory } = await startLabOwner('stand', settings)
  expect(await exited).toEqual([0, null])
  expect(await sweepLeftoverLabs(labs)).toEqual([])
  // A busy machine may take longer to answer than a look waits.
  await expect
    .poll(() => readStandingLab(labs))
    .toMatchObject({ directory, healthy: true, usedBy: null, failure: null })
  expect(await startStandingLab(settings, run('0'))).toMatchObject({ directory, isNew: false, faults: [] })

  const adopted = await acquireLab(settings, run('1'))
  expect(adopted.directory).toBe(directory)
  expect((await readStandingLab(labs))?.usedBy).toMatch(/^run 1 \(process \d+\)$/)
  await expect(acquireLab(settings, run('2'))).rejects.toThrow(LabBusyError)
  await expect(acquireLab(settings, run('2'))).rejects.toThrow(/in use by run 1/)
  await expect(stopStandingLab(labs)).rejects.toThrow(LabBusyError)

  const faults = createFaultInjector(adopted.address)
  await inject(faults, 'latency', { latencyMs: 50, jitterMs: 0 })
  faults.close()
  expect((await readStandingLab(labs))?.faults).toEqual(
    ['m1', 'm2', 'm3'].map((member) => ({
      member,
      fault: 'retryscope-latency (latency, downstream, toxicity 1, jitter 0, latency 50)',
    })),
  )
  // Already up, whoever uses it.
  expect(await startStandingLab(settings, run('0'))).toMatchObject({ directory, isNew: false })
  await adopted.stop()
  const proxies = await new ToxiproxyControl(adopted.address.toxiproxyUrl).proxies()
  expect([...proxies.values()].map(({ enabled, toxics }) => ({ enabled, toxics: toxics.length }))).toEqual(
    Array.from({ length: 3 }, () => ({ enabled: true, toxics: 0 })),
  )
  expect(runningPrograms(directory)).toEqual(ALL_PROGRAMS)

  const again = await acquireLab(settings, run('3'))
  const failure = new Promise<string>((resolve) => again.onFailure(({ program }) => resolve(program)))
  process.kill(pidOf(directory, 'etcd-m3'), 'SIGKILL')
  expect(await failure).toBe('etcd-m3')
  await again.stop()
  expect(await readStandingLab(labs)).toMatchObject({ healthy: false, failure: { program: 'etcd-m3' } })

  await expect(startStandingLab(settings, run('0'))).rejects.toThrow(/not healthy: etcd-m3 ended.*lab down/s)

  expect(await stopStandingLab(labs)).toBe(true)
  expect(runningPrograms(directory)).toEqual([])
  expect(await readStandingLab(labs)).toBeNull()
  expect(await stopStandingLab(labs)).toBe(false)
})

test('a standing lab whose user is killed is rid of the faults by itself, and free for the next one', async () => {
  const { directory } = await startStandingLab(settings, run('5'))
  const { child, exited } = await startLabOwner('use', settings)
  expect(await readStandingLab(labs)).toMatchObject({
    usedBy: expect.stringMatching(/^test lab-owner/) as string,
    faults: { length: 3 },
  })
  const lock = path.join(directory, 'owner.lock')
  expect(existsSync(lock)).toBe(true)
  child.kill('SIGKILL')
  await exited
  await until(() => !existsSync(lock))
  expect(await readStandingLab(labs)).toMatchObject({ healthy: true, usedBy: null, faults: [] })
  expect(readFileSync(logFile(directory, 'watchdog'), 'utf8')).toMatch(/has died; its faults were removed/)
  await (await acquireLab(settings, run('6'))).stop()
  expect(await stopStandingLab(labs)).toBe(true)
})

test('a standing lab whose folder was deleted ends as soon as a program of it does', async () => {
  const { directory } = await startStandingLab(settings, run('4'))
  const pids = ALL_PROGRAMS.map((program) => pidOf(directory, program))
  rmSync(directory, { recursive: true, force: true })
  process.kill(pids.at(-1) ?? 0, 'SIGKILL')
  await until(() => pids.every((pid) => identify(pid) === null))
  expect(await readStandingLab(labs)).toBeNull()
})
