import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpTargetSchema } from '@/lib/core/experiment/target'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { inject } from '../fixtures/fault-steps'
import { withLab } from '../fixtures/lab-fixture'

const fixture = withLab(undefined, { kind: 'http', upstream: 'own' })

let faults: ReturnType<typeof createFaultInjector>
let target: ReturnType<typeof createTarget>
beforeAll(async () => {
  faults = createFaultInjector(fixture.lab.address, fixture.lab.programs)
  target = createTarget(fixture.lab.address)
  const settings = httpTargetSchema.parse({ kind: 'http', behaviour: {} })
  await target.prepare?.({ target: settings, seed: 1, trial: 0 })
})
afterAll(() => {
  faults.close()
  target.close()
})

/** Ends every connection through the proxy; new ones could be made at once. */
async function breakConnections(): Promise<void> {
  const toxiproxy = new ToxiproxyControl(fixture.lab.address.toxiproxyUrl)
  const proxy = await toxiproxy.proxy('retryscope-upstream')
  await toxiproxy.setEnabled(proxy, false)
  await toxiproxy.setEnabled(proxy, true)
}

test.each([
  ['error', { outcome: 'fail', errorClass: 'not-sent' }],
  ['refuse', { outcome: 'fail', errorClass: 'not-sent' }],
  // A connection was made, and a request has left: only we know that nobody reads it.
  ['never', { outcome: 'info', errorClass: 'attempt-timeout' }],
] as const)('names answered with %s: open connections live, new ones fail', async (answer, failure) => {
  const client = await target.openClient({ prefix: 'names/', valueBytes: 8, connectionsPerMember: 1 })
  let operation = 0
  const attempt = (timeoutMs = 300) => {
    const request = { kind: 'put', key: 1, operation: operation++, attempt: 1, member: 0 } as const
    return client.attempt({ ...request, timeoutMs, signal: new AbortController().signal })
  }
  const injected = await inject(faults, 'name-failure', { answer })
  expect(injected).toMatchObject({ confirmed: true, detail: 'names of upstream', problem: null })
  expect(await attempt(5_000)).toMatchObject({ outcome: 'ok' })
  const [failures, arrived] = [target.nameFailures() ?? NaN, await target.requestsArrived()]
  await breakConnections()
  // The first one may still find the broken connection.
  await attempt()
  for (let tries = 0; tries < 3; tries++) expect(await attempt()).toMatchObject(failure)
  expect(target.nameFailures()).toBeGreaterThanOrEqual(failures + 3)
  expect(await target.requestsArrived()).toBe(arrived)
  await injected.remove?.()
  expect(await attempt(5_000)).toMatchObject({ outcome: 'ok' })
  client.close()
  await faults.heal()
})
