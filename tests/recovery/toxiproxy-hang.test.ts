import { afterEach, beforeAll, expect, test } from 'vitest'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { RESTARTED } from '@/lib/lab/toxiproxy/toxiproxy-keeper'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { inject } from '../fixtures/fault-steps'
import { pidOf, withLab } from '../fixtures/lab-fixture'

const fixture = withLab()

let faults: ReturnType<typeof createFaultInjector>
beforeAll(() => {
  faults = createFaultInjector(fixture.lab.address, fixture.lab.programs)
})
afterEach(() => faults.heal())

/** Stopped, it hangs as the real one does after the delete of a toxic: it takes connections and answers nothing. */
function hang(): number {
  const pid = pidOf(fixture.lab.directory, 'toxiproxy')
  process.kill(pid, 'SIGSTOP')
  return pid
}

async function toxics() {
  const proxies = await new ToxiproxyControl(fixture.lab.address.toxiproxyUrl).proxies()
  const links = fixture.lab.address.members.flatMap(({ proxyName }) => proxies.get(proxyName) ?? [])
  return links.map((proxy) => proxy.toxics.map(({ attributes }) => attributes.latency))
}

test('a Toxiproxy that hangs when the lab is healed is started anew, and attempts pass again', async () => {
  await inject(faults, 'latency', { latencyMs: 400 })
  const hung = hang()
  await faults.heal()
  expect(pidOf(fixture.lab.directory, 'toxiproxy')).not.toBe(hung)
  expect(await toxics()).toEqual([[], [], []])
  const target = createTarget(fixture.lab.address)
  const client = await target.openClient({ prefix: 'hang/', valueBytes: 8, connectionsPerMember: 1 })
  const request = { key: 1, member: 2, timeoutMs: 5_000, signal: new AbortController().signal }
  expect((await client.attempt({ kind: 'put', ...request })).outcome).toBe('ok')
  client.close()
  target.close()
})

test('what else was set is set again, and the ledger says what happened', async () => {
  const { members, toxiproxyUrl } = fixture.lab.address
  const toxiproxy = new ToxiproxyControl(toxiproxyUrl)
  const upstream = members[0]?.directAddress ?? ''
  await toxiproxy.createProxy({ name: 'by-hand', listen: '127.0.0.1:0', upstream })
  const toxic = { name: 'slow', type: 'latency', stream: 'upstream', toxicity: 1 }
  await toxiproxy.addToxic('by-hand', { ...toxic, attributes: { latency: 3, jitter: 0 } })
  const byHand = await toxiproxy.proxy('by-hand')
  const first = await inject(faults, 'latency', { latencyMs: 200 })
  hang()
  const notes: unknown[] = []
  await first.remove?.((...note) => notes.push(note))
  expect(notes).toEqual([[first.detail, RESTARTED]])
  expect(await toxics()).toEqual([[], [], []])
  expect(await toxiproxy.proxy('by-hand')).toEqual(byHand)

  hang()
  const second = await inject(faults, 'latency', { latencyMs: 100 })
  expect(second).toMatchObject({ confirmed: true, problem: RESTARTED })
  expect(await toxics()).toEqual([[100], [100], [100]])
  await toxiproxy.removeProxy('by-hand')
})

test('where the programs are not ours, a hang stays what it is', async () => {
  const outsider = createFaultInjector(fixture.lab.address)
  const pid = hang()
  try {
    await expect(outsider.heal()).rejects.toThrow(/the server hangs/)
  } finally {
    process.kill(pid, 'SIGCONT')
    outsider.close()
  }
})
