import { describe, expect, test } from 'vitest'
import { certainRefusal, checkedAddress, isPublic, RefusedAddressError, type Lookup } from './checked-address'

function leadsTo(...addresses: string[]): Lookup {
  return (_, __, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
}

describe('which addresses are of the internet', () => {
  test.each(['1.1.1.1', '93.184.216.34', '172.15.0.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::5'])(
    '%s is',
    (address) => expect(isPublic(address)).toBe(true),
  )
  test.each([
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255'],
    ...['192.168.1.1', '169.254.169.254', '100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...['::1', '::', 'fe80::1', 'fc00::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1'],
    ...['2001:db8::1', '2002:7f00:1::', '2001::1', 'not an address'],
  ])('%s is not', (address) => expect(isPublic(address)).toBe(false))
})

describe('how this machine can be written', () => {
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
  ])('%s is refused before anything is asked', (address) => {
    expect(certainRefusal(new URL(address), [])).toContain('RETRYSCOPE_WEBHOOK_HOSTS')
  })

  test.each(['http://127.0.0.1/', 'http://127.1/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/'])(
    '%s is refused when it is sent, too',
    async (address) => {
      await expect(checkedAddress(new URL(address), [])).rejects.toThrow(RefusedAddressError)
    },
  )
})

test('a name that leads into a private network is refused, even where only one of its addresses does', async () => {
  const url = new URL('https://hooks.example/x')
  await expect(checkedAddress(url, [], leadsTo('10.0.0.7'))).rejects.toThrow(
    'hooks.example leads to 10.0.0.7',
  )
  await expect(checkedAddress(url, [], leadsTo('1.1.1.1', '::1'))).rejects.toThrow(RefusedAddressError)
  expect(await checkedAddress(url, [], leadsTo('1.1.1.1'))).toEqual({ address: '1.1.1.1', family: 4 })
})

test('a listed host may be private, with the port that is listed', async () => {
  const lookup = leadsTo('10.0.0.7')
  const at = (address: string, allowed: string[]) => checkedAddress(new URL(address), allowed, lookup)
  expect((await at('http://hooks.internal:9000/', ['hooks.internal'])).address).toBe('10.0.0.7')
  expect((await at('http://hooks.internal:9000/', ['hooks.internal:9000'])).address).toBe('10.0.0.7')
  expect((await at('https://hooks.internal/', ['hooks.internal:443'])).address).toBe('10.0.0.7')
  await expect(at('http://hooks.internal:9001/', ['hooks.internal:9000'])).rejects.toThrow(
    RefusedAddressError,
  )
  await expect(at('http://other.internal/', ['hooks.internal'])).rejects.toThrow(RefusedAddressError)
  expect(certainRefusal(new URL('http://[::1]:9000/'), ['[::1]:9000'])).toBeNull()
})
