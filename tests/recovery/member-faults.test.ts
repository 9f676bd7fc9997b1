import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { KVClient } from 'etcd3'
import { EtcdChannel } from '@/lib/lab/etcd/etcd-channel'
import { ClusterControl } from '@/lib/lab/etcd/cluster-control'
import { DeadlineError } from '@/lib/lab/deadline'
import { promote } from '@/lib/lab/etcd/membership'
import { createFaultInjector } from '@/lib/lab/lab-faults'
import type { ProgramState } from '@/lib/lab/lab'
import { inject } from '../fixtures/fault-steps'
import { ALL_PROGRAMS, pidOf, runningPrograms, until, withLab } from '../fixtures/lab-fixture'

const fixture = withLab()

/** Asked by the test itself, on connections of its own. */
let cluster: ClusterControl
let faults: ReturnType<typeof createFaultInjector>
beforeAll(() => {
  cluster = new ClusterControl(fixture.lab.address)
  faults = createFaultInjector(fixture.lab.address, fixture.lab.programs)
})
afterEach(async () => {
  await faults.heal()
  expect(await health()).toEqual(ALL_WELL)
})
afterAll(() => faults.close())

const ALL_WELL = { answering: ['m1', 'm2', 'm3'], members: ['m1', 'm2', 'm3'], oneLeader: true, programs: [] }

const names = () => fixture.lab.address.members.map(({ name }) => name)
const leaderName = async () => (await cluster.leader(names()))?.name ?? 'nobody'

async function health() {
  const answers = await Promise.all([...names(), 'm4'].map((name) => cluster.status(name)))
  const running = answers.slice(0, 3).filter((status) => status !== null)
  return {
    answering: [...names(), 'm4'].filter((_, index) => answers[index] !== null),
    members: (await cluster.members(names())).map(({ name }) => name).sort(),
    oneLeader: new Set(running.map(({ leader }) => leader)).size === 1 && running[0]?.leader !== '0',
    programs: (await states()).filter(
      ({ name, state }) => state !== (name === 'etcd-m4' ? 'reserve' : 'running'),
    ),
  }
}

async function states(): Promise<ProgramState[]> {
  return (await fixture.lab.programs?.states()) ?? []
}

const stateOf = async (name: string) => (await states()).find((one) => one.name === `etcd-${name}`)?.state

/** A write through one member. Where the leader has just died it may hang, so it is tried again. */
async function write(name: string, value: string): Promise<void> {
  await until(() =>
    writeOnce(name, value).then(
      () => true,
      () => false,
    ),
  )
}

async function writeOnce(name: string, value: string): Promise<void> {
  const member = fixture.lab.address.members.find((one) => one.name === name)
  const channel = new EtcdChannel(member?.directAddress ?? '')
  try {
    const put = { key: Buffer.from('test/written'), value: Buffer.from(value) }
    await new KVClient(channel).put(put, { deadline: Date.now() + 1_000 })
  } finally {
    channel.close()
  }
}

async function read(name: string): Promise<string | undefined> {
  const member = fixture.lab.address.members.find((one) => one.name === name)
  const channel = new EtcdChannel(member?.directAddress ?? '')
  try {
    const { kvs } = await new KVClient(channel).range({ key: Buffer.from('test/written') })
    return kvs[0]?.value.toString()
  } finally {
    channel.close()
  }
}

/** etcd's own count of the leaders it has seen since it was started. */
async function leaderChanges(name: string): Promise<number> {
  const member = fixture.lab.address.members.find((one) => one.name === name)
  const text = await (await fetch(`${member?.adminUrl}/metrics`)).text()
  return Number(/^etcd_server_leader_changes_seen_total (\d+)$/m.exec(text)?.[1])
}

describe('the leader is killed', () => {
  test('others choose another one, and it comes back with what was written meanwhile', async () => {
    const leader = await leaderName()
    const other = names().find((name) => name !== leader) ?? ''
    const [pid, changes] = [pidOf(fixture.lab.directory, `etcd-${leader}`), await leaderChanges(other)]
    let acted = 0
    const injected = await inject(faults, 'leader-kill', {}, () => acted++)
    expect(injected).toMatchObject({ confirmed: true, detail: `${leader}, which led`, problem: null })
    expect(acted).toBe(1)
    expect(await stateOf(leader)).toBe('down')
    expect(await cluster.status(leader)).toBeNull()
    await until(async () => (await leaderName()) !== 'nobody')
    expect(await leaderName()).not.toBe(leader)
    expect(await leaderChanges(other)).toBeGreaterThan(changes)
    await write(other, 'while it was away')
    await injected.remove?.()
    expect(await health()).toEqual(ALL_WELL)
    expect(pidOf(fixture.lab.directory, `etcd-${leader}`)).not.toBe(pid)
    expect(await read(leader)).toBe('while it was away')
  })

  test('is brought back by healing alone, and removing it afterwards does nothing', async () => {
    const injected = await inject(faults, 'leader-kill')
    await faults.heal()
    expect(await health()).toEqual(ALL_WELL)
    const pids = names().map((name) => pidOf(fixture.lab.directory, `etcd-${name}`))
    await injected.remove?.()
    expect(names().map((name) => pidOf(fixture.lab.directory, `etcd-${name}`))).toEqual(pids)
  })
})

test('the leader is paused: it keeps its process, others lead, and it follows when it wakes up', async () => {
  const leader = await leaderName()
  const pid = pidOf(fixture.lab.directory, `etcd-${leader}`)
  let acted = 0
  const injected = await inject(faults, 'leader-pause', {}, () => acted++)
  expect(injected).toMatchObject({ confirmed: true, detail: `${leader}, which led` })
  expect(acted).toBe(1)
  expect(await stateOf(leader)).toBe('paused')
  expect(await cluster.status(leader)).toBeNull()
  await until(async () => !['nobody', leader].includes(await leaderName()))
  await injected.remove?.()
  expect(await health()).toEqual(ALL_WELL)
  expect(pidOf(fixture.lab.directory, `etcd-${leader}`)).toBe(pid)
})

describe('a member is down', () => {
  test('is the one that was named, and the other two go on', async () => {
    const injected = await inject(faults, 'member-down', { on: 'member-3' })
    expect(injected).toMatchObject({ confirmed: true, detail: 'm3' })
    expect(runningPrograms(fixture.lab.directory)).toEqual(ALL_PROGRAMS.filter((name) => name !== 'etcd-m3'))
    await write('m1', 'without m3')
    await injected.remove?.()
    expect(await read('m3')).toBe('without m3')
  })

  test('is never the leader when it is a follower', async () => {
    const leader = await leaderName()
    const injected = await inject(faults, 'member-down', { on: 'follower' })
    expect(injected.detail).toMatch(new RegExp(`^m\\d, which followed ${leader}$`))
    expect(await leaderName()).toBe(leader)
  })

  test('two at once take the majority away; each that ends is a step back', async () => {
    const first = await inject(faults, 'member-down', { on: 'member-1' })
    const second = await inject(faults, 'member-down', { on: 'member-2' })
    expect([first.confirmed, second.confirmed]).toEqual([true, true])
    await expect(writeOnce('m3', 'without a majority')).rejects.toThrow()
    const again = await inject(faults, 'member-down', { on: 'member-2' })
    expect(again).toEqual({
      confirmed: false,
      detail: '',
      problem: 'etcd-m2 cannot be told to kill: it does not run.',
    })
    expect(await inject(faults, 'member-down', { on: 'member-5' })).toMatchObject({
      confirmed: false,
      problem: 'the lab has no member 5',
    })
    await first.remove?.()
    await write('m3', 'two of three')
    await second.remove?.()
    expect(await health()).toEqual(ALL_WELL)
  })
})

test('a member is restarted: another process, the same data, and it is over when it answers', async () => {
  await write('m2', 'before')
  const pid = pidOf(fixture.lab.directory, 'etcd-m2')
  let acted = 0
  const injected = await inject(faults, 'member-restart', { on: 'member-2' }, () => acted++)
  expect(injected).toEqual({ confirmed: true, detail: 'm2', problem: null })
  expect(acted).toBe(1)
  expect(pidOf(fixture.lab.directory, 'etcd-m2')).not.toBe(pid)
  expect(await health()).toEqual(ALL_WELL)
  expect(await read('m2')).toBe('before')
})

describe('a learner', () => {
  const m4 = async () => (await cluster.members(names())).find(({ name }) => name === 'm4')

  test('joins, is promoted when the fault ends, and leaves when the lab is healed', async () => {
    let acted = 0
    const injected = await inject(faults, 'learner', {}, () => acted++)
    expect(injected).toMatchObject({ confirmed: true, detail: 'm4 added as a learner', problem: null })
    expect(acted).toBeGreaterThan(0)
    expect(await m4()).toMatchObject({ isLearner: true })
    expect((await cluster.status('m4'))?.isLearner).toBe(true)
    expect(runningPrograms(fixture.lab.directory)).toContain('etcd-m4')
    expect(await inject(faults, 'learner')).toMatchObject({
      confirmed: false,
      problem: 'm4 was added before',
    })
    const notes: unknown[] = []
    await injected.remove?.((...note) => notes.push(note))
    expect(notes).toEqual([['m4 added as a learner, then promoted', null]])
    expect(await m4()).toMatchObject({ isLearner: false })
    expect((await cluster.status('m4'))?.isLearner).toBe(false)
    await faults.heal()
    expect(await health()).toEqual(ALL_WELL)
  })

  test('can be added again, with data of its own, and healed away while it is still one', async () => {
    const injected = await inject(faults, 'learner')
    expect(injected.confirmed).toBe(true)
    await faults.heal()
    expect(await m4()).toBeUndefined()
    expect(runningPrograms(fixture.lab.directory)).toEqual(ALL_PROGRAMS)
  })

  test('whose cluster does not answer surfaces as a deadline error, not as the last call’s time-out', async () => {
    const injected = await inject(faults, 'learner', { promoteTimeoutMs: 2_000, promoteDeadlineMs: 3_000 })
    expect(injected.confirmed).toBe(true)
    const id = (await m4())?.ID ?? ''
    // Without a majority nothing is ever promoted: each call hangs.
    await fixture.lab.programs?.pause('etcd-m1')
    await fixture.lab.programs?.pause('etcd-m2')
    const limits = { timeoutMs: 2_000, deadlineMs: 3_000 }
    const promoting = promote(cluster, ['m3'], { id, name: 'm4' }, limits)
    await expect(promoting).rejects.toThrow(DeadlineError)
    await expect(promoting).rejects.toThrow(
      // What the last call came to, its own time-out or etcd's, is told beside it and decides nothing.
      /^deadline exceeded: the promotion of m4 was not done within 3000 ms \(last answer: (no answer within \d+ ms|etcdserver: request timed out.*)\)$/,
    )
    const notes: unknown[][] = []
    await injected.remove?.((...note) => notes.push(note))
    expect(notes).toEqual([
      ['m4 added as a learner, not promoted', expect.stringMatching(/^deadline exceeded:/) as string],
    ])
  })
})
