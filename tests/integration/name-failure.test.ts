import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '@/lib/engine/ports'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { labNames } from '@/lib/lab/names/lab-names'
import { memberName } from '@/lib/lab/names/member-names'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { inject } from '../fixtures/fault-steps'
import { until, withLab } from '../fixtures/lab-fixture'

const fixture = withLab()

let faults: ReturnType<typeof createFaultInjector>
let target: ReturnType<typeof createTarget>
let client: Client & { close(): void }
beforeAll(() => {
  faults = createFaultInjector(fixture.lab.address, fixture.lab.programs)
  target = createTarget(fixture.lab.address)
})
beforeEach(async () => {
  client = await target.openClient({ prefix: 'names/', valueBytes: 8, connectionsPerMember: 2 })
})
afterEach(async () => {
  client.close()
  await faults.heal()
})
afterAll(() => {
  faults.close()
  target.close()
})

const attempt = (member: number, timeoutMs = 500) =>
  client.attempt({ kind: 'put', key: 1, member, timeoutMs, signal: new AbortController().signal })

const OK = { outcome: 'ok', errorClass: 'none' }
const NOT_SENT = { outcome: 'fail', errorClass: 'not-sent' }

/** Ends every connection to the member through its proxy; new ones could be made at once. */
async function breakConnections(member: number): Promise<void> {
  const toxiproxy = new ToxiproxyControl(fixture.lab.address.toxiproxyUrl)
  const proxy = await toxiproxy.proxy(fixture.lab.address.members[member]?.proxyName ?? '')
  await toxiproxy.setEnabled(proxy, false)
  await toxiproxy.setEnabled(proxy, true)
}

describe.each(['error', 'refuse', 'never'] as const)('names answered with %s', (answer) => {
  test('open connections live, new ones fail without anything sent, and all is back afterwards', async () => {
    let acted = 0
    const injected = await inject(faults, 'name-failure', { answer }, () => acted++)
    expect(injected).toMatchObject({ confirmed: true, detail: 'names of m1, m2, m3', problem: null })
    expect(acted).toBe(1)
    expect([await attempt(0), await attempt(1), await attempt(2)]).toMatchObject([OK, OK, OK])
    // Looking whether it acts is no evidence that it does.
    const before = target.nameFailures() ?? NaN

    await breakConnections(1)
    await until(async () => (await attempt(1)).outcome !== 'ok')
    const arrived = await target.requestsArrived()
    for (let tries = 0; tries < 6; tries++) expect(await attempt(1)).toEqual(NOT_SENT)
    expect(await target.requestsArrived()).toBe(arrived)
    expect(target.nameFailures()).toBeGreaterThan(before)
    expect([await attempt(0), await attempt(2)]).toMatchObject([OK, OK])

    await injected.remove?.()
    expect(await attempt(1, 5_000)).toMatchObject(OK)
    expect(await attempt(1, 5_000)).toMatchObject(OK)
  })

  test('a client that is opened meanwhile never connects, and does when the fault is healed', async () => {
    await inject(faults, 'name-failure', { answer, on: 'member-1' })
    const opening = target.openClient({ prefix: 'names/', valueBytes: 8, connectionsPerMember: 1 })
    const first = await Promise.race([opening, new Promise((resolve) => setTimeout(resolve, 500, 'waits'))])
    expect(first).toBe('waits')
    await faults.heal()
    ;(await opening).close()
  })
})

test('only the names that were asked for fail, and one that fails already is told of', async () => {
  const { members } = fixture.lab.address
  const injected = await inject(faults, 'name-failure', { on: 'member-2' })
  expect(injected.detail).toBe('names of m2')
  expect(members.map((member) => labNames.isAllowed(memberName(member)))).toEqual([true, false, true])
  expect(await inject(faults, 'name-failure', { on: 'member-2', answer: 'refuse' })).toMatchObject({
    confirmed: false,
    problem: 'these names fail already',
  })
  const rest = await inject(faults, 'name-failure', { on: 'all' })
  expect(rest.detail).toBe('names of m1, m3')
  await injected.remove?.()
  expect(members.map((member) => labNames.isAllowed(memberName(member)))).toEqual([false, true, false])
})

test('the leader’s name is the one of whoever leads', async () => {
  const injected = await inject(faults, 'name-failure', { on: 'leader', answer: 'never' })
  expect(injected).toMatchObject({
    confirmed: true,
    detail: expect.stringMatching(/^names of m\d$/) as string,
  })
})

test('it is removed although the member is down', async () => {
  const injected = await inject(faults, 'name-failure', { on: 'member-3', answer: 'refuse' })
  const down = await inject(faults, 'member-down', { on: 'member-3' })
  await injected.remove?.()
  await down.remove?.()
  expect(await attempt(2, 5_000)).toMatchObject(OK)
})
