import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { acquireLab } from '@/lib/lab/acquire-lab'
import type { LabFailure } from '@/lib/lab/lab'
import { LabError } from '@/lib/lab/lab-error'
import * as labNetwork from '@/lib/lab/namespace/lab-network'
import { readLabFile } from '@/lib/lab/process/lab-file'
import { readStandingLab, startStandingLab, stopStandingLab } from '@/lib/lab/process/standing-lab'
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
import { describeWithPackets } from '../fixtures/packet-fixture'

vi.mock('@/lib/lab/namespace/lab-network', { spy: true })

const owner = { kind: 'test', id: 'namespace' } as const
const NEEDS = ['packet-loss', 'peer-cut'] as const
const folder = withLabsDirectory()

const networkOf = (pid: number | string) => readlinkSync(`/proc/${pid}/ns/net`)
const isThere = (interfaceName: string) => existsSync(`/sys/class/net/${interfaceName}`)
const namedNetworks = () => (existsSync('/run/netns') ? readdirSync('/run/netns') : [])

/** Numbers of all processes in that network. */
function processesIn(network: string): string[] {
  return readdirSync('/proc').filter((entry) => {
    try {
      return /^\d+$/.test(entry) && networkOf(entry) === network
    } catch {
      return false // It has just ended.
    }
  })
}

/** What has to be gone when a lab is. */
function tracesOf(directory: string) {
  const namespace = readLabFile(directory)?.address.namespace
  if (!namespace) throw new Error('the lab has no network of its own')
  const network = networkOf(namespace.process.pid)
  return {
    network,
    isGone: () =>
      runningPrograms(directory).length === 0 &&
      !isThere(namespace.hostInterface) &&
      processesIn(network).length === 0,
  }
}

describeWithPackets('a lab in a network of its own', () => {
  test('shares it with nobody, has no name outside, and runs each member as a user of its own', async () => {
    const named = namedNetworks()
    const lab = await startLocalLab(labSettings(path.join(folder, '1')), owner, new Set(NEEDS))
    const { network, isGone } = tracesOf(lab.directory)
    expect(network).not.toBe(networkOf('self'))
    const pids = ALL_PROGRAMS.map((program) => pidOf(lab.directory, program))
    expect(processesIn(network)).toEqual(expect.arrayContaining(pids.map(String)))
    expect(namedNetworks()).toEqual(named)
    const users = pids
      .slice(2)
      .map((pid) => /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
    expect(new Set(users).size).toBe(3)
    expect(users).not.toContain('0')
    expect(String(statSync(path.join(lab.directory, 'data/m1')).uid)).toBe(users[0])
    // Nothing of it listens on this machine's own addresses.
    const [first] = lab.address.members
    expect(
      Object.values(networkInterfaces())
        .flat()
        .map((own) => own?.address),
    ).not.toContain(first?.directAddress.split(':')[0])
    await lab.stop()
    expect(isGone()).toBe(true)
    expect(hasData(lab.directory)).toBe(false)
  })

  test('is gone without a trace when its owner is killed while it drops packets', async () => {
    const settings = labSettings(path.join(folder, '2'))
    const { child, exited, directory } = await startLabOwner('use', settings, NEEDS)
    const { isGone } = tracesOf(directory)
    child.kill('SIGKILL')
    await exited
    await until(isGone)
    expect(hasData(directory)).toBe(false)
    expect(await sweepLeftoverLabs(settings.labsDirectory)).toEqual([])
  })

  test('is swept away when its watchdog was killed as well', async () => {
    const settings = labSettings(path.join(folder, '3'))
    const { child, exited, directory } = await startLabOwner('use', settings, NEEDS)
    const { isGone } = tracesOf(directory)
    // Stopped first: the watchdog must not notice the owner's end.
    process.kill(pidOf(directory, 'watchdog'), 'SIGSTOP')
    child.kill('SIGKILL')
    await exited
    process.kill(pidOf(directory, 'watchdog'), 'SIGKILL')
    await until(() => !runningPrograms(directory).includes('watchdog'))
    expect(await sweepLeftoverLabs(settings.labsDirectory)).toEqual([
      { directory, killed: ALL_PROGRAMS.slice(1), dataRemoved: true },
    ])
    await until(isGone)
  })

  test('is of no use any more when only its watchdog is killed, and ends without a trace', async () => {
    const lab = await startLocalLab(labSettings(path.join(folder, '4')), owner, new Set(NEEDS))
    const { isGone } = tracesOf(lab.directory)
    const failure = new Promise<LabFailure>((resolve) => lab.onFailure(resolve))
    process.kill(pidOf(lab.directory, 'watchdog'), 'SIGKILL')
    expect(await failure).toMatchObject({ program: 'watchdog' })
    await lab.stop()
    await until(isGone)
  })

  test('whose network cannot be set up says so, and leaves nothing', async () => {
    const settings = labSettings(path.join(folder, '5'))
    vi.mocked(labNetwork.planNamespace).mockImplementationOnce(async (process, members) => {
      const plan = await labNetwork.planNamespace(process, members)
      return { ...plan, hostInterface: 'a-name-that-is-too-long' }
    })
    const starting = startLocalLab(settings, owner, new Set(NEEDS))
    await expect(starting).rejects.toThrow(LabError)
    await expect(starting).rejects.toThrow(/network could not be set up\. "ip -batch -" failed: /)
    expect(labDirectories(settings.labsDirectory).flatMap(runningPrograms)).toEqual([])
  })
})

describeWithPackets('a standing lab in a network of its own', () => {
  const settings = labSettings(path.join(folder, 'standing'))
  const labs = settings.labsDirectory
  // A test that fails half-way must not leave a lab that outlives it by design.
  afterAll(() => stopStandingLab(labs))

  test('is rid of what a killed run left dropped, and goes without a trace', async () => {
    const { directory } = await startStandingLab(settings, owner, new Set(NEEDS))
    const { isGone } = tracesOf(directory)
    const { child, exited } = await startLabOwner('use', settings, NEEDS)
    const dropping = (await readStandingLab(labs))?.faults?.filter(({ member }) => member === 'the network')
    expect(dropping).toHaveLength(2)
    child.kill('SIGKILL')
    await exited
    await until(async () => (await readStandingLab(labs))?.faults?.length === 0)
    await until(async () => (await readStandingLab(labs))?.healthy === true)
    await (await acquireLab(settings, owner, new Set(NEEDS))).stop()
    expect(await stopStandingLab(labs)).toBe(true)
    await until(isGone)
  })
})

test('a standing lab is refused for what it was not started for, and says what to do', async () => {
  const settings = labSettings(path.join(folder, 'refused'))
  const labs = settings.labsDirectory
  const needs = new Set(['peer-link', 'packet-loss'] as const)
  try {
    await startStandingLab(settings, owner)
    const refused = acquireLab(settings, owner, needs)
    await expect(refused).rejects.toThrow(LabError)
    await expect(refused).rejects.toThrow(/without proxies between its members.*lab down.*lab up --peer-link/)
    await expect(refused).rejects.toThrow(/without a network of its own.*lab down.*lab up --namespace/)
    await expect(startStandingLab(settings, owner, needs)).rejects.toThrow(/without proxies between/)
    expect((await readStandingLab(labs))?.usedBy).toBeNull()
    await (await acquireLab(settings, owner)).stop()
    await stopStandingLab(labs)

    const lab = await startStandingLab(settings, owner, new Set(['peer-link']))
    expect(await startStandingLab(settings, owner)).toMatchObject({ directory: lab.directory, isNew: false })
    await (await acquireLab(settings, owner, new Set(['peer-link']))).stop()
  } finally {
    await stopStandingLab(labs)
  }
})
