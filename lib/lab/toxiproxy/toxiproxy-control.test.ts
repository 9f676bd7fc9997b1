import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { ToxiproxyHungError, ToxiproxyRefusedError } from '../lab-error'
import { ToxiproxyControl } from './toxiproxy-control'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
}

describe('a call to Toxiproxy', () => {
  test('that is never answered ends with an error that names it', async () => {
    const toxiproxy = new ToxiproxyControl(await serverThat(() => undefined), 30)
    const removing = toxiproxy.removeToxic('retryscope-m1', 'retryscope-latency')
    await expect(removing).rejects.toThrow(ToxiproxyHungError)
    await expect(removing).rejects.toThrow(
      /"DELETE \/proxies\/retryscope-m1\/toxics\/retryscope-latency": no answer within 30 ms; the server hangs/,
    )
  })

  test('that is refused ends with an error that names the status', async () => {
    const url = await serverThat((_, response) => response.writeHead(500).end())
    const creating = new ToxiproxyControl(url).createProxy({ name: 'a', listen: 'b:1', upstream: 'c:1' })
    await expect(creating).rejects.toThrow(/"POST \/proxies \(a on b:1\)": .*500/)
    await expect(creating).rejects.toMatchObject({ status: 500, name: ToxiproxyRefusedError.name })
  })

  test('answered by some other server is not taken for a list of proxies', async () => {
    const url = await serverThat((_, response) => response.end('["hello"]'))
    await expect(new ToxiproxyControl(url).proxies()).rejects.toThrow(/Is it really Toxiproxy\?/)
  })

  test.each([
    ['{"version": "2.12.0"}', '2.12.0'],
    ['2.1.4\n', '2.1.4'],
  ])('for its version understands %j', async (body, version) => {
    const url = await serverThat((_, response) => response.end(body))
    expect(await new ToxiproxyControl(url).version()).toBe(version)
  })
})
