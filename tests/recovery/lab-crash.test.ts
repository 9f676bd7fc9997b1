import { spawn } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLabFile, writeLabFile } from '@/lib/lab/process/lab-file'
import { identify, isRunning, isStopped } from '@/lib/lab/process/process-identity'
import { startLocalLab } from '@/lib/lab/process/start-local-lab'
import { labDirectories, sweepLeftoverLabs } from '@/lib/lab/process/sweep'
import {
  ALL_PROGRAMS,
  hasData,
  labSettings,
  pidOf,
  runningPrograms,
  until,
  withLabsDirectory,
} from '../fixtures/lab-fixture'
import { startLabOwner } from '../fixtures/lab-owner-process'

/** Each test has a labs folder of its own below it. */
const folder = withLabsDirectory()

describe('a lab whose owner is killed', () => {
  test('ends all its programs by itself', async () => {
    const settings = labSettings(path.join(folder, '1'))
    const { child, exited, directory } = await startLabOwner('start', settings)
    expect(runningPrograms(directory)).toEqual(ALL_PROGRAMS)
    child.kill('SIGKILL')
    await exited
    await until(() => runningPrograms(directory).length === 0)
    expect(hasData(directory)).toBe(false)
    expect(await sweepLeftoverLabs(settings.labsDirectory)).toEqual([])
  })

  test('ends its programs also when one is stopped and one is down', async () => {
    const settings = labSettings(path.join(folder, '6'))
    const { child, exited, directory } = await startLabOwner('disturb', settings)
    const processes = readLabFile(directory)?.programs.flatMap(({ process }) => process ?? []) ?? []
    expect(processes).toHaveLength(3)
    expect(processes.filter(isStopped)).toHaveLength(1)
    child.kill('SIGKILL')
    await exited
    await until(() => runningPrograms(directory).length === 0)
    expect(processes.filter(isRunning)).toEqual([])
    expect(hasData(directory)).toBe(false)
    expect(await sweepLeftoverLabs(settings.labsDirectory)).toEqual([])
  })

  test('is swept away with its stopped members when its watchdog was killed as well', async () => {
    const settings = labSettings(path.join(folder, '7'))
    const { child, exited, directory } = await startLabOwner('disturb', settings)
    const processes = readLabFile(directory)?.programs.flatMap(({ process }) => process ?? []) ?? []
    process.kill(pidOf(directory, 'watchdog'), 'SIGSTOP')
    child.kill('SIGKILL')
    await exited
    process.kill(pidOf(directory, 'watchdog'), 'SIGKILL')
    await until(() => !runningPrograms(directory).includes('watchdog'))
    const [swept] = await sweepLeftoverLabs(settings.labsDirectory)
    expect(swept).toMatchObject({ directory, dataRemoved: true })
    expect(swept?.killed).toContain('etcd-m1')
    expect(processes.filter(isRunning)).toEqual([])
  })

  test('is swept away at the next start when its watchdog was killed as well', async () => {
    const settings = labSettings(path.join(folder, '2'))
    const { child, exited, directory } = await startLabOwner('start', settings)
    const pids = ALL_PROGRAMS.map((program) => pidOf(directory, program))
    // Stopped first: the watchdog must not notice the owner's end.
    process.kill(pidOf(directory, 'watchdog'), 'SIGSTOP')
    child.kill('SIGKILL')
    await exited
    process.kill(pidOf(directory, 'watchdog'), 'SIGKILL')
    await until(() => !runningPrograms(directory).includes('watchdog'))
    expect(runningPrograms(directory)).toEqual(ALL_PROGRAMS.slice(1))

    expect(await sweepLeftoverLabs(settings.labsDirectory)).toEqual([
      { directory, killed: ALL_PROGRAMS.slice(1), dataRemoved: true },
    ])
    expect(pids.filter((pid) => identify(pid) !== null)).toEqual([])
    expect(hasData(directory)).toBe(false)
    expect(await sweepLeftoverLabs(settings.labsDirectory)).toEqual([])
  })
})

describe('sweeping', () => {
  test('leaves the lab of a living owner alone', async () => {
    const settings = labSettings(path.join(folder, '3'))
    const { child, exited, directory } = await startLabOwner('start', settings)
    expect(await sweepLeftoverLabs(settings.labsDirectory)).toEqual([])
    expect(runningPrograms(directory)).toEqual(ALL_PROGRAMS)
    child.kill('SIGKILL')
    await exited
    await until(() => runningPrograms(directory).length === 0)
  })

  test('never touches a process that merely has the number of a former one', async () => {
    const settings = labSettings(path.join(folder, '4'))
    const lab = await startLocalLab(settings, { kind: 'test', id: 'recycled' })
    await lab.stop()
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60000)'], { stdio: 'ignore' })
    const pid = bystander.pid ?? 0
    const file = readLabFile(lab.directory)
    if (!file) throw new Error('the lab has left no lab.json')
    const former = { pid, startedAt: 'long ago' }
    writeLabFile(lab.directory, {
      ...file,
      ownerProcess: former,
      watchdog: former,
      programs: file.programs.map(({ name }) => ({ name, process: former })),
      endedAt: null,
    })
    expect(await sweepLeftoverLabs(settings.labsDirectory)).toEqual([])
    const identity = identify(pid)
    expect(identity && isRunning(identity)).toBe(true)
    bystander.kill()
  })

  test('keeps the logs of the last twenty labs', async () => {
    const settings = labSettings(path.join(folder, '5'))
    const lab = await startLocalLab(settings, { kind: 'test', id: 'many' })
    await lab.stop()
    const file = readLabFile(lab.directory)
    if (!file) throw new Error('the lab has left no lab.json')
    for (let hour = 10; hour < 34; hour++)
      writeLabFile(path.join(settings.labsDirectory, `lab-20200101T${hour}0000-abcdef`), file)
    await sweepLeftoverLabs(settings.labsDirectory)
    const left = labDirectories(settings.labsDirectory)
    expect(left).toHaveLength(20)
    expect(left.at(-1)).toBe(lab.directory)
  })
})
