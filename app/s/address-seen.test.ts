import { expect, it } from 'vitest'
import { addressSeen } from './address-seen'

const asked = (headers: Record<string, string> = {}) =>
  new Request('http://127.0.0.1:3000/s/abc', { headers: { host: '127.0.0.1:3000', ...headers } })

it('is below the address that others open the server under, whatever a proxy says or leaves out', () => {
  expect(addressSeen(asked(), 'https://retry.example')).toBe('https://retry.example/s/abc')
  expect(addressSeen(asked({ 'x-forwarded-proto': 'http' }), 'https://retry.example')).toMatch(/^https:/)
})

it('is as whoever asks wrote it where nobody has said that', () => {
  expect(addressSeen(asked(), null)).toBe('http://127.0.0.1:3000/s/abc')
  expect(addressSeen(asked({ 'x-forwarded-proto': 'https, http' }), null)).toMatch(/^https:/)
})
