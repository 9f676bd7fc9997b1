import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { startNameServer, type NameServer } from './name-server-fixture'
import { checkedAddress, lookupOf, OutgoingRefusal, UnknownHost, type Answer } from './outgoing'

const listed = { isListed: () => true }
const notListed = { isListed: () => false }
const closing: { close(): unknown }[] = []

afterEach(() => {
  for (const one of closing.splice(0)) one.close()
})

async function answering(...answers: string[][]): Promise<NameServer> {
  const server = await startNameServer(answers)
  closing.push(server)
  return server
}

describe('an address', () => {
  test('of the public network is asked, listed or not', async () => {
    for (const terms of [listed, notListed]) {
      expect(await checkedAddress('8.8.8.8', terms)).toEqual({ address: '8.8.8.8', family: 4 })
      expect(await checkedAddress('[2606:4700::1111]', terms)).toMatchObject({ family: 6 })
    }
  })

  test('of this machine or a private network is asked only if it is listed', async () => {
    for (const host of ['127.0.0.1', '[::1]', '10.0.0.7', '[fd12::1]', '169.254.7.7', '::ffff:10.0.0.7']) {
      await expect(checkedAddress(host, notListed)).rejects.toThrow(OutgoingRefusal)
      expect(await checkedAddress(host, listed)).toMatchObject({ address: host.replace(/[[\]]/g, '') })
    }
  })

  test('that hands out credentials, or is no server’s, is never asked', async () => {
    for (const host of ['169.254.169.254', '[::ffff:169.254.169.254]', '[fd00:ec2::254]', '0.0.0.0', '[::]'])
      await expect(checkedAddress(host, listed)).rejects.toThrow(OutgoingRefusal)
  })

  test('in an unusual form is refused before anything looks it up', async () => {
    const nameService = () => Promise.reject(new Error('was asked'))
    for (const host of [
      '2130706433',
      '0x7f000001',
      '0x7f.0.0.1',
      '0177.0.0.1',
      '127.1',
      '127.0.0.1.',
      '1.2.3.4.5',
    ])
      await expect(checkedAddress(host, { ...listed, nameService })).rejects.toThrow(/unusual form/)
  })
})

describe('a name', () => {
  test('is asked for once, and all its addresses are checked', async () => {
    const mixed = await answering(['8.8.8.8', '10.0.0.7'])
    await expect(checkedAddress('a.example', { ...notListed, ...mixed })).rejects.toThrow(
      'a.example (now 10.0.0.7) is in a private network, and nobody has listed it.',
    )
    expect(mixed.asked()).toBe(1)
    const metadata = await answering(['8.8.8.8', '169.254.169.254'])
    await expect(checkedAddress('a.example', { ...listed, ...metadata })).rejects.toThrow(/credentials/)
  })

  test('that leads to this machine is refused though listed, unless it says so itself', async () => {
    const server = await answering(['127.0.0.1'])
    await expect(checkedAddress('a.example', { ...listed, ...server })).rejects.toThrow(
      /list it as localhost/,
    )
    expect(await checkedAddress('a.localhost', { ...listed, ...server })).toMatchObject({
      address: '127.0.0.1',
    })
    await expect(checkedAddress('a.localhost', { ...notListed, ...server })).rejects.toThrow(OutgoingRefusal)
  })

  test('that leads to a link-local address is refused though listed; the number itself is what is meant', async () => {
    const server = await answering(['169.254.7.7'])
    await expect(checkedAddress('a.example', { ...listed, ...server })).rejects.toThrow(/list its number/)
  })

  test('nobody knows is another matter than one that is refused', async () => {
    const nowhere = await answering([])
    await expect(checkedAddress('a.example', { ...listed, ...nowhere })).rejects.toThrow(UnknownHost)
  })

  test('that answers differently afterwards leads nowhere else', async () => {
    const server = await answering(['8.8.8.8'], ['127.0.0.1'])
    const checked = await checkedAddress('a.example', { ...notListed, ...server })
    // What an ordinary request would ask now, and get.
    expect(await server.nameService('a.example')).toEqual([{ address: '127.0.0.1', family: 4 }])
    const given = await new Promise((resolve) =>
      lookupOf(checked)('a.example', { all: true }, (_error, address) => resolve(address)),
    )
    expect(given).toEqual([{ address: '8.8.8.8', family: 4 }])
    const one = await new Promise((resolve) =>
      lookupOf(checked)('a.example', {}, (_error, ...address) => resolve(address)),
    )
    expect(one).toEqual(['8.8.8.8', 4])
  })
})

test('the connection goes to what was checked, and the request keeps the name', async () => {
  const right = await listening('127.0.0.1', 0, 'right')
  const { port } = right.address() as AddressInfo
  await listening('127.0.0.2', port, 'wrong')
  const server = await answering(['127.0.0.1'], ['127.0.0.2'])
  const checked = await checkedAddress('shop.localhost', { ...listed, ...server })
  expect(await server.nameService('shop.localhost')).toEqual([{ address: '127.0.0.2', family: 4 }])
  expect(await bodyFrom('shop.localhost', port, checked)).toBe(`right shop.localhost:${port}`)
})

async function listening(host: string, port: number, name: string): Promise<Server> {
  const server = createServer((asked, answer) => answer.end(`${name} ${asked.headers.host}`))
  closing.push(server)
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return server
}

function bodyFrom(host: string, port: number, checked: Answer): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ host, port, agent: false, lookup: lookupOf(checked) }, (response) => {
      response.setEncoding('utf8').on('data', resolve).on('error', reject)
    })
      .on('error', reject)
      .end()
  })
}
