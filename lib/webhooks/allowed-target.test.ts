import { describe, expect, test } from 'vitest'
import { OutgoingRefusal, type NameService } from '@/lib/net/outgoing'
import { certainRefusal, targetAddress } from './allowed-target'

function leadsTo(...addresses: string[]): NameService {
  return async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
}

describe('however this machine, its network and its cloud are written', () => {
  test.each([
    ...[
      'http://127.0.0.1/',
      'http://127.1/',
      'http://2130706433/',
      'http://0x7f.0.0.1/',
      'http://0177.0.0.1/',
    ],
    ...['http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://localhost/', 'http://LOCALHOST:80/'],
    ...['http://hooks.localhost/', 'http://169.254.169.254/latest/meta-data', 'https://10.0.0.1:8443/x'],
  ])('%s is refused before anything is asked', async (address) => {
    expect(await certainRefusal(new URL(address), [])).toContain('RETRYSCOPE_WEBHOOK_HOSTS')
    await expect(targetAddress(new URL(address), [], leadsTo('127.0.0.1'))).rejects.toThrow(OutgoingRefusal)
  })

  test.each(['https://1.1.1.1/', 'https://[2606:4700::1111]/', 'https://hooks.example/'])(
    '%s is not',
    async (address) => expect(await certainRefusal(new URL(address), [])).toBeNull(),
  )
})

test('a name that leads into a private network is refused, even where only one of its addresses does', async () => {
  const url = new URL('https://hooks.example/x')
  await expect(targetAddress(url, [], leadsTo('10.0.0.7'))).rejects.toThrow('10.0.0.7')
  await expect(targetAddress(url, [], leadsTo('1.1.1.1', '::1'))).rejects.toThrow(OutgoingRefusal)
  expect(await targetAddress(url, [], leadsTo('1.1.1.1'))).toEqual({ address: '1.1.1.1', family: 4 })
})

test('a listed host may be private, on the port that is listed', async () => {
  const at = (address: string, allowed: string[]) =>
    targetAddress(new URL(address), allowed, leadsTo('10.0.0.7'))
  expect((await at('http://hooks.internal:9000/', ['hooks.internal'])).address).toBe('10.0.0.7')
  expect((await at('http://hooks.internal:9000/', ['hooks.internal:9000'])).address).toBe('10.0.0.7')
  expect((await at('https://hooks.internal/', ['hooks.internal:443'])).address).toBe('10.0.0.7')
  await expect(at('http://hooks.internal:9001/', ['hooks.internal:9000'])).rejects.toThrow(OutgoingRefusal)
  await expect(at('http://other.internal/', ['hooks.internal'])).rejects.toThrow(OutgoingRefusal)
  // By the host that is named, whatever both lead to.
  expect(await certainRefusal(new URL('http://localhost:9000/'), ['127.0.0.1'])).toContain('are two')
  expect(await certainRefusal(new URL('http://127.0.0.1:9000/'), ['localhost'])).toContain('are two')
  expect(await certainRefusal(new URL('http://[::1]:9000/'), ['[::1]:9000'])).toBeNull()
  expect(await certainRefusal(new URL('http://169.254.169.254/'), ['169.254.169.254'])).not.toBeNull()
})
