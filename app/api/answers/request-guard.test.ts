import { describe, expect, it } from 'vitest'
import { refuseForeign } from './request-guard'

const request = { method: 'GET', host: '127.0.0.1:3000', origin: null, fetchSite: null }

describe('request guard', () => {
  it.each(['127.0.0.1:3000', 'localhost:3000', '[::1]:3000', '127.8.9.1'])(
    'serves the loopback name %s',
    (host) => {
      expect(refuseForeign({ ...request, host }, null)).toBeNull()
    },
  )
  it.each(['evil.example:3000', '127.0.0.1.evil.example', '10.0.0.5:3000', '', null])(
    'refuses the name %s when bound to loopback',
    (host) => {
      expect(refuseForeign({ ...request, host }, null)?.kind).toBe('foreign-name')
    },
  )
  const open = 'https://retry.example'
  it('serves the name that others open it under, and no other', () => {
    expect(refuseForeign({ ...request, host: 'retry.example' }, open)).toBeNull()
    expect(refuseForeign(request, open)).toBeNull()
    for (const host of ['retry.example:8443', 'retry.example.evil.example', 'evil.example', null])
      expect(refuseForeign({ ...request, host }, open)?.kind, String(host)).toBe('foreign-name')
  })
  it('accepts a write from the address that others open, whatever name a proxy asks by', () => {
    const post = { ...request, method: 'POST', origin: open }
    expect(refuseForeign(post, open)).toBeNull()
    expect(refuseForeign(post, null)?.kind).toBe('foreign-site')
    expect(refuseForeign({ ...post, origin: 'http://retry.example' }, open)?.kind).toBe('foreign-site')
    const byItsName = { ...post, host: 'retry.example' }
    expect(refuseForeign(byItsName, open)).toBeNull()
    expect(refuseForeign({ ...byItsName, origin: 'http://retry.example' }, open)?.kind).toBe('foreign-site')
  })
  it('accepts a write from its own pages and from command lines, which send no origin', () => {
    const post = { ...request, method: 'POST' }
    expect(refuseForeign({ ...post, origin: 'http://127.0.0.1:3000' }, null)).toBeNull()
    expect(refuseForeign(post, null)).toBeNull()
  })
  it.each(['http://evil.example', 'http://127.0.0.1:4000', 'https://127.0.0.1:3000', 'null'])(
    'refuses a write from %s',
    (origin) => {
      expect(refuseForeign({ ...request, method: 'POST', origin }, null)?.kind).toBe('foreign-site')
    },
  )
  it('refuses a write that the browser calls cross-site', () => {
    expect(refuseForeign({ ...request, method: 'DELETE', fetchSite: 'cross-site' }, null)?.kind).toBe(
      'foreign-site',
    )
  })
})
