import { describe, expect, it } from 'vitest'
import { classifyHttp, isIdempotentMethod, type HttpReply } from './http-classification'

const reply = (method: string, status: number, given: Partial<HttpReply> = {}): HttpReply => ({
  method,
  status,
  retryAfterMs: null,
  ...given,
})
const AFTER_5_S = { retryAfterMs: 5_000 }

describe('in the articles’ reading', () => {
  it.each([
    [200, 'success', 'success'],
    [304, 'success', 'success'],
    [400, 'permanent', 'permanent'],
    [404, 'permanent', 'permanent'],
    [408, 'permanent', 'permanent'],
    [409, 'permanent', 'permanent'],
    [425, 'permanent', 'permanent'],
    [429, 'temporary', 'temporary'],
    [500, 'permanent', 'temporary'],
    [501, 'permanent', 'permanent'],
    [502, 'permanent', 'temporary'],
    [503, 'temporary', 'temporary'],
    [504, 'permanent', 'temporary'],
    [599, 'permanent', 'permanent'],
  ])('%i is %s, with Retry-After %s, whatever the method', (status, without, withRetryAfter) => {
    for (const method of ['GET', 'PUT', 'POST']) {
      expect(classifyHttp('articles', reply(method, status)).kind).toBe(without)
      expect(classifyHttp('articles', reply(method, status, AFTER_5_S)).kind).toBe(withRetryAfter)
    }
  })

  it('still says that a repeated POST may have happened before', () => {
    expect(classifyHttp('articles', reply('POST', 502, AFTER_5_S))).toMatchObject({
      kind: 'temporary',
      mayHaveHappened: true,
    })
    expect(classifyHttp('articles', reply('POST', 503)).mayHaveHappened).toBe(false)
  })
})

describe('in RFC 9110’s reading', () => {
  it.each([
    [200, 'success', 'success', 'success'],
    [400, 'permanent', 'permanent', 'permanent'],
    [409, 'permanent', 'permanent', 'permanent'],
    [408, 'temporary', 'temporary', 'temporary'],
    [421, 'temporary', 'temporary', 'temporary'],
    [425, 'temporary', 'temporary', 'temporary'],
    [429, 'temporary', 'temporary', 'temporary'],
    [500, 'temporary', 'temporary', 'indeterminate'],
    [501, 'permanent', 'permanent', 'permanent'],
    [502, 'temporary', 'temporary', 'indeterminate'],
    [503, 'temporary', 'temporary', 'temporary'],
    [504, 'temporary', 'temporary', 'indeterminate'],
    [505, 'permanent', 'permanent', 'permanent'],
    [511, 'permanent', 'permanent', 'permanent'],
    [599, 'temporary', 'temporary', 'indeterminate'],
  ])('%i is %s for GET, %s for DELETE, %s for POST', (status, get, remove, post) => {
    const kinds = ['GET', 'DELETE', 'POST'].map(
      (method) => classifyHttp('rfc9110', reply(method, status)).kind,
    )
    expect(kinds).toEqual([get, remove, post])
  })

  it('lets what is known to be idempotent be repeated, but keeps the doubt', () => {
    expect(classifyHttp('rfc9110', reply('POST', 502, { knownIdempotent: true }))).toMatchObject({
      kind: 'temporary',
      mayHaveHappened: true,
    })
    expect(classifyHttp('rfc9110', reply('PUT', 502)).mayHaveHappened).toBe(true)
    expect(classifyHttp('rfc9110', reply('GET', 502)).mayHaveHappened).toBe(false)
  })

  it.each([
    [408, 'new-connection'],
    [421, 'new-connection'],
    [425, 'without-early-data'],
    [429, 'same'],
    [503, 'same'],
  ])('%i was not executed, and the next attempt is to be made: %s', (status, next) => {
    expect(classifyHttp('rfc9110', reply('POST', status))).toMatchObject({ next, mayHaveHappened: false })
  })

  it.each([
    ['GET', true],
    ['HEAD', true],
    ['OPTIONS', true],
    ['TRACE', true],
    ['PUT', true],
    ['DELETE', true],
    ['POST', false],
    ['PATCH', false],
    ['CONNECT', false],
  ])('%s is idempotent: %s', (method, expected) => {
    expect(isIdempotentMethod(method)).toBe(expected)
  })
})

describe('in both', () => {
  it('Retry-After is handed on where another attempt is worth it, and nowhere else', () => {
    for (const reading of ['articles', 'rfc9110'] as const) {
      expect(classifyHttp(reading, reply('POST', 503, AFTER_5_S)).retryAfterMs).toBe(5_000)
      expect(classifyHttp(reading, reply('POST', 404, AFTER_5_S)).retryAfterMs).toBeNull()
      expect(classifyHttp(reading, reply('POST', 201, AFTER_5_S)).retryAfterMs).toBeNull()
    }
    expect(classifyHttp('rfc9110', reply('POST', 500, AFTER_5_S)).retryAfterMs).toBeNull()
  })

  it('every status has a reason that names it', () => {
    for (const reading of ['articles', 'rfc9110'] as const)
      for (let status = 400; status < 600; status++)
        expect(classifyHttp(reading, reply('POST', status)).reason).toContain(`${status}`)
  })
})
