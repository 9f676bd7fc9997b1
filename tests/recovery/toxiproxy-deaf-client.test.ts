import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ToxiproxyHungError } from '@/lib/lab/lab-error'
import { clearClientLinks } from '@/lib/lab/toxiproxy/client-links'
import { allLinks } from '@/lib/lab/toxiproxy/link-proxies'
import { addToxic, removeToxic } from '@/lib/lab/toxiproxy/link-toxics'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { EchoCaller, startEchoMember, type EchoMember } from '../fixtures/echo-member'
import { latencyToxic, withLab } from '../fixtures/lab-fixture'

const SLOW = latencyToxic('retryscope-slow', 100)

const fixture = withLab()
let echo: EchoMember
let toxiproxy: ToxiproxyControl
const callers: EchoCaller[] = []

beforeAll(async () => {
  const { toxiproxyUrl } = fixture.lab.address
  toxiproxy = new ToxiproxyControl(toxiproxyUrl)
  echo = await startEchoMember(toxiproxyUrl)
})
afterEach(() => {
  for (const { socket } of callers.splice(0)) socket.destroy()
})
afterAll(() => echo.close())

describe('a Toxiproxy that hangs over a client that does not read', () => {
  test('lets go of the toxic when its proxy is replaced, and serves others again', async () => {
    const links = allLinks(echo.address.members)
    await addToxic(toxiproxy, links, SLOW)
    await deafCaller()
    await removeToxic(toxiproxy, links, SLOW.name)
    expect((await toxiproxy.proxy('retryscope-echo')).toxics).toEqual([])
    await (await caller()).echo('served again')
  })

  test('can still be cleared by the next one who uses it', async () => {
    await addToxic(toxiproxy, allLinks(echo.address.members), SLOW)
    await deafCaller()
    const impatient = new ToxiproxyControl(toxiproxy.url, 500)
    await expect(impatient.removeToxic('retryscope-echo', SLOW.name)).rejects.toThrow(ToxiproxyHungError)
    await clearClientLinks(toxiproxy, echo.address.members)
    expect((await toxiproxy.proxy('retryscope-echo')).toxics).toEqual([])
    await (await caller()).echo('served again')
  })
})

async function caller(): Promise<EchoCaller> {
  const connected = await EchoCaller.connect(echo.address)
  callers.push(connected)
  return connected
}

/** Sends more than all buffers on the way hold, and reads nothing. */
async function deafCaller(): Promise<void> {
  const deaf = await caller()
  deaf.socket.pause()
  for (let piece = 0; piece < 400; piece++) deaf.socket.write('x'.repeat(65_536))
  // Until all that can move has moved.
  for (let before = -1; before !== echo.received().length;) {
    before = echo.received().length
    await sleep(300)
  }
}
