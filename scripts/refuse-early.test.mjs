import { once } from 'node:events'
import http from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MOST_BYTES, refuseEarly } from './refuse-early.mjs'

class Server extends http.Server {}

let server
let begun = 0
beforeAll(async () => {
  refuseEarly(Server, { RETRYSCOPE_URL: 'https://Retry.example' })
  // As Next does: it reads the body to its end before it answers.
  server = new Server(async (request, response) => {
    begun += 1
    let bytes = 0
    try {
      for await (const piece of request) bytes += piece.length
      response.end(`${bytes}`)
    } catch {
      // The connection is gone.
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => server.close())

/** What comes back until the server ends the connection, or an answer is whole. */
async function send(head, pieces = []) {
  const socket = connect(server.address().port, '127.0.0.1')
  socket.on('error', () => undefined)
  let answer = ''
  socket.on('data', (piece) => (answer += piece))
  socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\n${head}\r\n\r\n`)
  for (const piece of pieces) if (!socket.destroyed) socket.write(piece)
  // Not `once`, which an error would end: what was sent and never read resets the connection.
  await new Promise((resolve) => socket.on('close', resolve))
  return answer
}

const chunk = (bytes) => `${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`

describe('a body that is too large', () => {
  it('is refused by what it announces, before anything of it was sent and before anybody is asked', async () => {
    begun = 0
    const answer = await send(`Content-Length: ${MOST_BYTES + 1}`)
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(JSON.parse(answer.split('\r\n\r\n')[1])).toMatchObject({ status: 413 })
    expect(begun).toBe(0)
  })
  it('is refused where it goes over when it announces nothing, though it has no end', async () => {
    const answer = await send('Transfer-Encoding: chunked', Array(20).fill(chunk(65_536)))
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413'])
  })
  it('is taken up to the limit', async () => {
    const small = await send('Connection: close\r\nContent-Length: 5', ['12345'])
    expect(small).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n5\b/)
    const chunked = await send('Connection: close\r\nTransfer-Encoding: chunked', [
      ...Array(15).fill(chunk(65_536)),
      '0\r\n\r\n',
    ])
    expect(chunked).toContain(`${15 * 65_536}`)
  })
})

it('a method that nothing takes is refused before anybody is asked', async () => {
  begun = 0
  const socket = connect(server.address().port, '127.0.0.1')
  socket.write('TRACE /api/runs HTTP/1.1\r\nHost: localhost\r\n\r\n')
  let answer = ''
  for await (const piece of socket) answer += piece
  expect(answer).toMatch(/^HTTP\/1\.1 405 [\s\S]*\r\nAllow: GET, HEAD, POST, /)
  expect(JSON.parse(answer.split('\r\n\r\n')[1])).toMatchObject({ status: 405 })
  expect(begun).toBe(0)
})

describe('an address that stands for no text', () => {
  const asked = async (path) => {
    const { port } = server.address()
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    const type = response.headers.get('content-type')
    return { status: response.status, type, body: await response.text() }
  }
  it.each(['/s/%ff', '/runs/%', '/%e0%a4/x'])('is refused in words: %s', async (path) => {
    begun = 0
    const { status, type, body } = await asked(path)
    expect({ status, type }).toEqual({ status: 400, type: 'text/plain; charset=utf-8' })
    expect(body).toContain('an escape (%…) that stands for no text')
    expect(begun).toBe(0)
  })
  it('is refused as a problem by the API', async () => {
    begun = 0
    const { status, type, body } = await asked('/api/runs/%ff')
    expect({ status, type }).toEqual({ status: 400, type: 'application/problem+json' })
    expect(JSON.parse(body)).toMatchObject({ status: 400, type: expect.stringMatching(/#not-understood$/) })
    expect(begun).toBe(0)
  })
  it('is told from one that does, and from what follows the path', async () => {
    for (const path of ['/runs/%C3%A9', '/runs/1?text=%ff', '/a%2Fb'])
      expect(await asked(path)).toMatchObject({ status: 200 })
  })
})

describe('a name that is not served', () => {
  const asked = async (path, host) => {
    const request = http.get({ port: server.address().port, host: '127.0.0.1', path, headers: { host } })
    const [response] = await once(request, 'response')
    let body = ''
    for await (const piece of response) body += piece
    return { status: response.statusCode, type: response.headers['content-type'], body }
  }
  it.each(['/_next/static/chunks/a.js', '/icon.svg', '/api/runs'])('is refused at %s', async (path) => {
    for (const host of ['evil.example', 'retry.example.evil.example', 'localhost.evil.example:3000']) {
      begun = 0
      const { status, type, body } = await asked(path, host)
      expect({ status, type }, host).toEqual({ status: 403, type: 'application/problem+json' })
      expect(JSON.parse(body)).toMatchObject({ status: 403, type: expect.stringMatching(/#foreign-name$/) })
      expect(begun).toBe(0)
    }
  })
  it.each(['127.0.0.1:3000', 'localhost', '[::1]:3000', 'retry.example', 'RETRY.example'])(
    'is told from %s',
    async (host) => {
      expect(await asked('/_next/static/chunks/a.js', host)).toMatchObject({ status: 200 })
    },
  )
})
