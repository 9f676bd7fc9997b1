import { KVClient } from 'etcd3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EtcdChannel } from '@/lib/lab/etcd/etcd-channel'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { withLab } from '../fixtures/lab-fixture'

/** Long against everything that a busy machine adds to one request. */
const LATENCY_MS = 150
const REQUESTS = 15

const fixture = withLab(new Set(['peer-link']))
let toxiproxy: ToxiproxyControl
let channels: EtcdChannel[]
beforeAll(() => {
  toxiproxy = new ToxiproxyControl(fixture.lab.address.toxiproxyUrl)
  channels = fixture.lab.address.members.map(({ proxiedAddress }) => new EtcdChannel(proxiedAddress))
})
afterAll(() => channels.forEach((channel) => channel.close()))

/** The fastest of several requests: what the link itself costs, whatever else the machine is doing. */
async function fastestMs(request: (kv: KVClient) => Promise<unknown>): Promise<number> {
  const durations: number[] = []
  for (let number = 0; number < REQUESTS; number++) {
    const channel = channels[number % channels.length]
    if (!channel) throw new Error('the lab has no members')
    const startMs = performance.now()
    await request(new KVClient(channel))
    durations.push(performance.now() - startMs)
  }
  return Math.min(...durations)
}
const key = Buffer.from('peer-link/key')
const put = () => fastestMs((kv) => kv.put({ key, value: Buffer.from('x') }))
const staleRead = () => fastestMs((kv) => kv.range({ key, serializable: true }))

test('members reach each other through proxies of their own, which the cluster was formed with', async () => {
  const proxies = await toxiproxy.proxies()
  for (const { name, peerProxyName, peerAddress, peerProxiedAddress } of fixture.lab.address.members) {
    expect(peerProxyName).toBe(`retryscope-${name}-peer`)
    expect(proxies.get(peerProxyName ?? '')).toMatchObject({
      listen: peerProxiedAddress,
      upstream: peerAddress,
    })
  }
})

test('latency between the members slows writes down, and leaves reads that ask nobody else alone', async () => {
  const names = fixture.lab.address.members.map(({ peerProxyName }) => peerProxyName ?? '')
  const attributes = { latency: LATENCY_MS, jitter: 0 }
  const toxic = { name: 'retryscope-latency', type: 'latency', stream: 'downstream', toxicity: 1, attributes }
  const before = await put()
  for (const name of names) await toxiproxy.addToxic(name, toxic)
  expect(await put()).toBeGreaterThan(before + LATENCY_MS * 0.9)
  expect(await staleRead()).toBeLessThan(LATENCY_MS)
  for (const name of names) await toxiproxy.removeToxic(name, toxic.name)
  expect(await put()).toBeLessThan(LATENCY_MS)
})
