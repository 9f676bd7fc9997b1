import { describe, expect, test } from 'vitest'
import { LabError } from '../lab-error'
import { startNameServer } from '@/lib/net/name-server-fixture'
import { resolveUpstream } from './allowed-upstream'
import { addressOf, hostAndPort } from './host-and-port'

describe('an upstream of the list', () => {
  const list = [
    { name: 'local', address: 'localhost:8080' },
    { name: 'gone', address: 'no-such-host.invalid:80' },
    { name: 'six', address: '[::1]:81' },
  ]

  test('is found and its host looked up, while its own name goes on in the Host field', async () => {
    expect(await resolveUpstream('local', list)).toEqual({
      address: expect.stringMatching(/^(127\.0\.0\.1|\[::1\]):8080$/) as string,
      authority: 'localhost:8080',
    })
    expect(await resolveUpstream('six', list)).toEqual({ address: '[::1]:81', authority: '[::1]:81' })
  })

  test('that is not there, or whose host is not known, is refused in a sentence', async () => {
    await expect(resolveUpstream('evil', list)).rejects.toThrow(
      /"evil" is not among .*\(local, gone, six\).*RETRYSCOPE_UPSTREAMS/,
    )
    await expect(resolveUpstream('evil', [])).rejects.toThrow(/there are none/)
    await expect(resolveUpstream('gone', list)).rejects.toThrow(LabError)
  })

  test('whose name leads to this machine or to a cloud’s credentials is not asked', async () => {
    const shop = [{ name: 'shop', address: 'shop.example:8080' }]
    const server = await startNameServer([['10.0.0.7'], ['127.0.0.1'], ['169.254.169.254'], ['10.0.0.8']])
    try {
      expect(await resolveUpstream('shop', shop, server.nameService)).toEqual({
        address: '10.0.0.7:8080',
        authority: 'shop.example:8080',
      })
      for (const where of ['127.0.0.1', '169.254.169.254'])
        await expect(resolveUpstream('shop', shop, server.nameService)).rejects.toThrow(
          new RegExp(`"shop" .* is not asked: shop.example \\(now ${where}\\)`),
        )
      expect(server.asked()).toBe(3)
    } finally {
      server.close()
    }
  })
})

test('addresses are taken apart and put together, with IPv6 in brackets', () => {
  for (const address of ['a.b:80', '127.0.0.1:1', '[::1]:65535']) {
    const { host, port } = hostAndPort(address)
    expect(addressOf(host, port)).toBe(address)
  }
  for (const wrong of ['a', 'a:b', '::1:80', 'http://a:80'])
    expect(() => hostAndPort(wrong)).toThrow(RangeError)
})
