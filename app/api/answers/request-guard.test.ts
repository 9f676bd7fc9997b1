import { describe, expect, it } from 'vitest'
import { refuseForeign } from './request-guard'

const request = { method: 'GET', host: '127.0.0.1:3000', origin: null, fetchSite: null }

describe('request guard', () => {
  it.each(['127.0.0.1:3000', 'localhost:3000', '[::1]:3000', '127.8.9.1'])(
    'serves the loopback name %s',
    (host) => {
      expect(refuseForeign({ ...request, host }, true)).toBeNull()
    },
  )
  it.each(['evil.example:3000', '127.0.0.1.evil.example', '10.0.0.5:3000', '', null])(
    'refuses the name %s when bound to loopback',
    (host) => {
      expect(refuseForeign({ ...request, host }, true)?.kind).toBe('foreign-name')
    },
  )
  it('serves any name when bound to the network', () => {
    expect(refuseForeign({ ...request, host: 'lab.example' }, false)).toBeNull()
  })
  it('accepts a write from its own pages and from command lines, which send no origin', () => {
    const post = { ...request, method: 'POST' }
    expect(refuseForeign({ ...post, origin: 'http://127.0.0.1:3000' }, true)).toBeNull()
    expect(refuseForeign(post, true)).toBeNull()
  })
  it.each(['http://evil.example', 'http://127.0.0.1:4000', 'null'])('refuses a write from %s', (origin) => {
    expect(refuseForeign({ ...request, method: 'POST', origin }, true)?.kind).toBe('foreign-site')
  })
  it('refuses a write that the browser calls cross-site', () => {
    expect(refuseForeign({ ...request, method: 'DELETE', fetchSite: 'cross-site' }, false)?.kind).toBe(
      'foreign-site',
    )
  })
})
