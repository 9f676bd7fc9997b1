import { describe, expect, test } from 'vitest'
import type { Lab, LabFailure } from '@/lib/lab/lab'
import { ToxiproxyHungError } from '@/lib/lab/lab-error'
import { LeaderControl } from '@/lib/lab/etcd/leader'
import { readLabFile } from '@/lib/lab/process/lab-file'
import { isRunning, isStopped, type ProcessIdentity } from '@/lib/lab/process/process-identity'
import { OrderRefusedError } from '@/lib/lab/process/program-order'
import { startLocalLab } from '@/lib/lab/process/start-local-lab'
import { ToxiproxyControl, type ToxicState } from '@/lib/lab/toxiproxy/toxiproxy-control'
import {
  ALL_PROGRAMS,
  labSettings,
  pidOf,
  runningPrograms,
  until,
  withLab,
  withLabsDirectory,
} from '../fixtures/lab-fixture'

const fixture = withLab()
/** For the tests that end a lab of their own. */
const ownLabs = withLabsDirectory()

const slow: ToxicState = {
  ...{ name: 'retryscope-latency', type: 'latency', stream: 'downstream', toxicity: 1 },
  attributes: { latency: 40, jitter: 10 },
}

/** What lab.json says a program's process is: whoever sweeps up after a crash knows no other. */
function processOf({ directory }: Lab, program: string): ProcessIdentity {
  const found = readLabFile(directory)?.programs.find(({ name }) => name === program)?.process
  if (!found) throw new Error(`${program} has no process`)
  return found
}

function control({ programs }: Lab) {
  if (!programs) throw new Error('a lab of our own has program control')
  return programs
}

async function answering({ address }: Lab): Promise<string[]> {
  const leader = new LeaderControl(address)
  try {
    return (await leader.states()).map(({ member }) => member.name)
  } finally {
    leader.close()
  }
}

describe('program control', () => {
  test('kills a member and starts it again with its data, and the lab does not break', async () => {
    const { lab } = fixture
    const failures: LabFailure[] = []
    lab.onFailure((failure) => failures.push(failure))
    const before = processOf(lab, 'etcd-m2')
    let signalled = 0
    await control(lab).kill('etcd-m2', () => signalled++)
    expect(signalled).toBe(1)
    expect(isRunning(before)).toBe(false)
    expect(await answering(lab)).toEqual(['m1', 'm3'])
    expect(runningPrograms(lab.directory)).toEqual(ALL_PROGRAMS.filter((name) => name !== 'etcd-m2'))
    expect(await control(lab).states()).toContainEqual({ name: 'etcd-m2', state: 'down' })

    await control(lab).restart('etcd-m2')
    const after = processOf(lab, 'etcd-m2')
    expect(after.pid).not.toBe(before.pid)
    await until(async () => (await answering(lab)).length === 3)
    expect(runningPrograms(lab.directory)).toEqual(ALL_PROGRAMS)
    expect(failures).toEqual([])
  })

  test('stops a member without ending it, and lets it go on', async () => {
    const { lab } = fixture
    const member = processOf(lab, 'etcd-m3')
    let signalled = 0
    await control(lab).pause('etcd-m3', () => signalled++)
    expect(signalled).toBe(1)
    expect(isStopped(member)).toBe(true)
    expect(await answering(lab)).toEqual(['m1', 'm2'])
    await control(lab).resume('etcd-m3')
    expect(isStopped(member)).toBe(false)
    await until(async () => (await answering(lab)).length === 3)
    expect(processOf(lab, 'etcd-m3')).toEqual(member)
  })

  test('restarts a stopped member: SIGKILL reaches what SIGSTOP has stopped', async () => {
    const { lab } = fixture
    const member = processOf(lab, 'etcd-m3')
    await control(lab).pause('etcd-m3')
    await control(lab).restart('etcd-m3')
    expect(isRunning(member)).toBe(false)
    await until(async () => (await answering(lab)).length === 3)
  })

  test('refuses what makes no sense, and leaves everything as it is', async () => {
    const programs = control(fixture.lab)
    const before = await programs.states()
    for (const order of [
      programs.resume('etcd-m1'),
      programs.start('etcd-m1'),
      programs.stop('etcd-m1'),
      programs.kill('etcd-m4'),
      programs.pause('etcd-m9'),
    ])
      await expect(order).rejects.toThrow(OrderRefusedError)
    await programs.pause('etcd-m1')
    await expect(programs.pause('etcd-m1')).rejects.toThrow(
      /etcd-m1 cannot be told to pause: it is stopped already/,
    )
    await programs.resume('etcd-m1')
    await programs.kill('etcd-m1')
    await expect(programs.kill('etcd-m1')).rejects.toThrow(/it does not run/)
    await programs.restart('etcd-m1')
    expect(await programs.states()).toEqual(before)
    await until(async () => (await answering(fixture.lab)).length === 3)
  })

  test('gives a Toxiproxy that was started anew its proxies and toxics back', async () => {
    const { lab } = fixture
    const toxiproxy = new ToxiproxyControl(lab.address.toxiproxyUrl)
    const [first, second] = lab.address.members
    await toxiproxy.addToxic(first?.proxyName ?? '', slow)
    const link = (await toxiproxy.proxies()).get(second?.proxyName ?? '')
    if (!link) throw new Error('there is no proxy for m2')
    await toxiproxy.setEnabled(link, false)
    const before = await toxiproxy.proxies()
    const former = processOf(lab, 'toxiproxy')
    // Stopped, it hangs as the real one does: it takes connections and answers nothing.
    process.kill(former.pid, 'SIGSTOP')
    // The signal takes a moment on a busy machine.
    await until(() => isStopped(former))
    await expect(new ToxiproxyControl(lab.address.toxiproxyUrl, 200).proxies()).rejects.toThrow(
      ToxiproxyHungError,
    )
    await lab.restartToxiproxy([...before.values()])
    expect(isRunning(former)).toBe(false)
    expect(await toxiproxy.proxies()).toEqual(before)

    await lab.restartToxiproxy()
    const bare = [...before].map(([name, proxy]) => [name, { ...proxy, enabled: true, toxics: [] }] as const)
    expect(await toxiproxy.proxies()).toEqual(new Map(bare))
  })

  test('still tells of a program that ends by itself, also of one that was started again', async () => {
    const settings = labSettings(ownLabs)
    const lab = await startLocalLab(settings, { kind: 'test', id: 'ends' })
    const failure = new Promise<LabFailure>((resolve) => lab.onFailure(resolve))
    await control(lab).restart('etcd-m1')
    process.kill(pidOf(lab.directory, 'etcd-m1'), 'SIGKILL')
    expect(await failure).toMatchObject({
      program: 'etcd-m1',
      message: expect.stringContaining('ended by itself (signal SIGKILL)') as string,
    })
    await expect(control(lab).restart('etcd-m1')).rejects.toThrow(/ended by itself/)
    await lab.stop()
    expect(runningPrograms(lab.directory)).toEqual([])
  })

  test('leaves nothing of a lab that is ended while programs are stopped, down or from the reserve', async () => {
    const lab = await startLocalLab(labSettings(ownLabs), { kind: 'test', id: 'paused' })
    const programs = control(lab)
    await programs.kill('etcd-m1')
    await programs.pause('etcd-m2')
    await programs.pause('toxiproxy')
    await programs.start('etcd-m4')
    const processes = ['etcd-m2', 'etcd-m3', 'etcd-m4', 'toxiproxy'].map((name) => processOf(lab, name))
    // While an order is under way, too.
    const restarting = programs.restart('etcd-m1').catch((error: unknown) => error)
    await lab.stop()
    await restarting
    expect(processes.filter(isRunning)).toEqual([])
    expect(runningPrograms(lab.directory)).toEqual([])
  })
})
