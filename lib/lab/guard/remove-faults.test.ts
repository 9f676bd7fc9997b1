import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { LabError, LabStuckError } from '../lab-error'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { startVirtualToxiproxy } from '../toxiproxy/virtual-toxiproxy'
import { removeOurProxies } from './remove-proxies'
import { renewProxies } from './renew-proxies'

const server = await startVirtualToxiproxy()
const toxiproxy = new ToxiproxyControl(server.url, 500)
const member = {
  ...{ name: 'm1', directAddress: '127.0.0.1:2', proxyName: 'retryscope-m1' },
  ...{ proxiedAddress: '127.0.0.1:1', adminUrl: 'http://127.0.0.1:2' },
}
const names = () => [...server.proxies.keys()]
const toxics = () => [...server.proxies.values()].flatMap((proxy) => proxy.toxics)

beforeEach(() => {
  Object.assign(server, { isBroken: false, isHung: false })
  server.proxies.clear()
  server.immortal.clear()
  server.calls.length = 0
  server.add('somebody-elses', ['theirs'])
  server.add('retryscope-m1', ['retryscope-latency'])
  server.add('retryscope-m1-loss-3')
})
afterAll(() => server.close())

describe('taking what is ours from a server that is not', () => {
  test('removes every proxy of ours, known or not, and leaves the others', async () => {
    expect(await removeOurProxies(toxiproxy)).toEqual(['retryscope-m1', 'retryscope-m1-loss-3'])
    expect(names()).toEqual(['somebody-elses'])
    expect(server.calls.filter((call) => call.includes('/toxics'))).toEqual([])
  })

  test('reads back what is there afterwards', async () => {
    await removeOurProxies(toxiproxy)
    expect(server.calls.at(-1)).toBe('GET /proxies')
  })

  test('removes known proxies from a server that does not list them any more, and then the rest', async () => {
    server.isHung = true
    await removeOurProxies(toxiproxy, ['retryscope-m1', 'retryscope-m1-loss-3'])
    expect(names()).toEqual(['somebody-elses'])
  })

  test('that does not go is stuck, and the error says what to do', async () => {
    server.immortal.add('retryscope-m1')
    const removing = removeOurProxies(toxiproxy)
    await expect(removing).rejects.toThrow(LabStuckError)
    await expect(removing).rejects.toThrow(
      /^Stuck: retryscope-m1 .*curl -X DELETE .*\/proxies\/retryscope-m1/,
    )
  })

  test('is no success when the server does not answer', async () => {
    server.isBroken = true
    await expect(removeOurProxies(toxiproxy, ['retryscope-m1'])).rejects.toThrow(LabError)
  })
})

describe('clearing the links of a lab that is all ours', () => {
  test('makes proxies with faults anew, leaves clean ones alone, and takes loss paths away', async () => {
    server.add('retryscope-m2')
    await renewProxies(toxiproxy, [member])
    expect(toxics()).toEqual([])
    expect(names().sort()).toEqual(['retryscope-m1', 'retryscope-m2', 'somebody-elses'])
    expect(server.calls.filter((call) => call.startsWith('DELETE')).sort()).toEqual([
      'DELETE /proxies/retryscope-m1',
      'DELETE /proxies/retryscope-m1-loss-3',
      'DELETE /proxies/somebody-elses',
    ])
  })

  test('makes a proxy that has gone missing anew', async () => {
    server.proxies.delete('retryscope-m1')
    server.isHung = true
    await renewProxies(toxiproxy, [member]).catch(() => undefined)
    expect(server.proxies.get('retryscope-m1')).toMatchObject({
      listen: '127.0.0.1:1',
      upstream: '127.0.0.1:2',
    })
  })

  test('that stay faulty is stuck', async () => {
    server.immortal.add('retryscope-m1')
    await expect(renewProxies(toxiproxy, [member])).rejects.toThrow(LabError)
  })
})
