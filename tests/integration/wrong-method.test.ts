/** What the proxy says of a method that an address does not take. */
import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { proxy } from '@/proxy'

const HOST = '127.0.0.1:3000'
const ask = (method: string, path: string) =>
  proxy(new NextRequest(`http://${HOST}${path}`, { method, headers: { host: HOST } }))

test('a method that an address does not take is refused with those that it takes', async () => {
  const refused = await ask('POST', '/api/shares')
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect(await refused.json()).toMatchObject({ type: '/api-reference/problems#wrong-method', status: 405 })
  expect((await ask('HEAD', '/api/runs/1/cancel')).headers.get('allow')).toBe('POST, OPTIONS')
})

test('what it takes, and what no operation answers, goes on to its route', async () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS'])
    expect((await ask(method, '/api/shares')).status, method).toBe(200)
  expect((await ask('POST', '/api/nothing')).status).toBe(200)
})
