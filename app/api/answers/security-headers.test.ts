import { describe, expect, test } from 'vitest'
import { makeNonce, securityHeaders } from './security-headers'

const of = (pathname: string, isHttps = false) => securityHeaders({ pathname, nonce: 'Tm9uY2U=', isHttps })
const policyOf = (pathname: string) => of(pathname)['content-security-policy'] ?? ''

describe('pages', () => {
  const directives = new Map(
    policyOf('/runs/1')
      .split('; ')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
  )

  test('run scripts with the nonce of the answer and none other that stands in the page', () => {
    expect(directives.get('script-src')).toEqual(["'nonce-Tm9uY2U='", "'strict-dynamic'", "'self'"])
    expect(directives.get('script-src-attr')).toEqual(["'none'"])
    expect(directives.get('style-src')).toEqual(["'self'", "'nonce-Tm9uY2U='"])
  })

  test('speak to this server alone, stand in no frame, and allow what is not named to nobody', () => {
    expect(directives.get('default-src')).toEqual(["'none'"])
    expect(directives.get('frame-ancestors')).toEqual(["'none'"])
    for (const [name, sources] of directives)
      for (const source of sources ?? [])
        if (name !== 'script-src')
          expect(source).toMatch(/^('(self|none|unsafe-inline|nonce-.*)'|blob:|data:)$/)
    const inline = [...directives].filter(([, sources]) => sources?.includes("'unsafe-inline'"))
    expect(inline.map(([name]) => name)).toEqual(['style-src-attr'])
    expect([...directives.values()].flat()).not.toContain("'unsafe-eval'")
  })
})

test('what is data is no page', () => {
  for (const path of ['/api/runs', '/api/runs/1/export', '/metrics', '/metrics/targets'])
    expect(policyOf(path)).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
  for (const path of ['/', '/api-reference', '/metricsandmore']) expect(policyOf(path)).toContain("'nonce-")
})

test('shared pages keep their own policy, framing and referrer', () => {
  const shared = of('/s/token/chart/success', true)
  for (const name of [
    'content-security-policy',
    'x-frame-options',
    'referrer-policy',
    'cross-origin-resource-policy',
  ])
    expect(shared[name]).toBeUndefined()
  expect(shared['x-content-type-options']).toBe('nosniff')
})

test('browsers are told to stay with TLS only where there is some', () => {
  expect(of('/')['strict-transport-security']).toBeUndefined()
  for (const path of ['/', '/api/runs', '/s/token'])
    expect(of(path, true)['strict-transport-security']).toBe('max-age=31536000')
})

test('nonces are 128 random bits', () => {
  const nonces = Array.from({ length: 100 }, makeNonce)
  expect(new Set(nonces).size).toBe(100)
  for (const nonce of nonces) expect(Buffer.from(nonce, 'base64')).toHaveLength(16)
})
