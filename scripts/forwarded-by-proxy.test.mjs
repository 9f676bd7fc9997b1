import { once } from 'node:events'
import http from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { forgetForwarded, hasProxy } from './forwarded-by-proxy.mjs'

class Server extends http.Server {}

let server
beforeAll(async () => {
  forgetForwarded(Server)
  server = new Server(({ headers }, response) => response.end(JSON.stringify(headers))).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => server.close())

it('forgets what a request tells of its sender, and nothing else', async () => {
  const headers = {
    ...{ 'x-forwarded-for': '203.0.113.9', 'X-Forwarded-Proto': 'https', forwarded: 'for=203.0.113.9' },
    ...{ 'x-forwarding': 'stays', cookie: 'a=b' },
  }
  const response = await fetch(`http://127.0.0.1:${server.address().port}/`, { headers })
  const heard = await response.json()
  expect(Object.keys(heard).filter((name) => name.includes('forward'))).toEqual(['x-forwarding'])
  expect(heard.cookie).toBe('a=b')
})

it('knows of a proxy by an address that it could not serve itself', () => {
  expect(hasProxy({ RETRYSCOPE_URL: 'https://retryscope.example' })).toBe(true)
  expect([hasProxy({}), hasProxy({ RETRYSCOPE_URL: 'http://lab-7:3000' })]).toEqual([false, false])
})
