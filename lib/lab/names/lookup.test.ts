import { once } from 'node:events'
import { Agent, createServer, get, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { labNames } from './lab-names'
import { lookup } from './lookup'

const NAME = 'shop.retryscope'
const closing: (() => void)[] = []
let port = 0
let served = 0

beforeEach(async () => {
  served = 0
  const server = createServer((_, response) => {
    served += 1
    response.end('here')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
})
afterEach(() => closing.splice(0).forEach((close) => close()))

/** A name of its own for each test: a registry lasts as long as its thread. */
function named(test: string): string {
  const name = `${test}.${NAME}`
  labNames.add(name, { host: '127.0.0.1', port })
  closing.push(() => labNames.allow(name))
  return name
}

function agent(): Agent {
  const made = new Agent({ keepAlive: true, maxSockets: 1 })
  closing.push(() => made.destroy())
  return made
}

/** The status, or the code of the error. Silence for 300 ms is one, too. */
async function ask(host: string, over: Agent): Promise<number | string> {
  const request = get({ host, port, agent: over, lookup, timeout: 300 })
  request.once('timeout', () => request.destroy(Object.assign(new Error('silence'), { code: 'SILENCE' })))
  try {
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    response.resume()
    await once(response, 'end')
    return response.statusCode ?? 0
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

describe.each([
  ['error', 'EAI_AGAIN'],
  ['refuse', 'ECONNREFUSED'],
  ['never', 'SILENCE'],
] as const)('a name that is answered with %s', (answer, code) => {
  test('fails for new connections while an open one lives, and leads back when it is allowed', async () => {
    const name = named(answer)
    const [open, fresh] = [agent(), agent()]
    expect(await ask(name, open)).toBe(200)
    await labNames.deny(name, answer)
    expect(await ask(name, open)).toBe(200)
    expect(labNames.failures([name])).toBe(0)
    expect(await ask(name, fresh)).toBe(code)
    expect(labNames.failures([name])).toBe(1)
    expect(served).toBe(2)
    labNames.allow(name)
    expect(await ask(name, fresh)).toBe(200)
    expect(labNames.failures([name])).toBe(1)
  })
})

test('a name of somebody else is left to the system', async () => {
  expect(await ask('localhost', agent())).toBe(200)
})

test('an answer that is replaced leaves nothing behind that answers', async () => {
  const name = named('replaced')
  await labNames.deny(name, 'never')
  await labNames.deny(name, 'refuse')
  expect(await ask(name, agent())).toBe('ECONNREFUSED')
})

test('an address that is taken cannot be made to refuse, and the name leads where it did', async () => {
  const name = named('taken')
  const other = createServer().listen(port, process.platform === 'linux' ? '127.0.0.2' : '::1')
  await once(other, 'listening')
  closing.push(() => other.close())
  await expect(labNames.deny(name, 'refuse')).rejects.toThrow(/another program listens there/)
  await expect(labNames.deny(name, 'never')).rejects.toThrow(/another program listens there/)
  expect(await ask(name, agent())).toBe(200)
})
