/**
 * A TCP relay that can cut each connection at the moment an answer comes back on it: the request has been executed, and
 * nobody hears of it. Toxiproxy's `limit_data` counts bytes, and those of the handshake or of a ping may use them up before
 * a request has arrived; here the answer itself is what cuts.
 */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface AnswerCutter {
  address: string
  /** From now on every answer cuts its connection; new connections are let through. */
  cut(): void
  close(): void
}

/** @param upstream host:port that connections are passed on to */
export async function answerCutter(upstream: string): Promise<AnswerCutter> {
  const [host, port] = upstream.split(':')
  const sockets = new Set<Socket>()
  let isCutting = false
  const server = createServer((client) => {
    const behind = connect(Number(port), host)
    for (const [socket, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(socket)
      // A cut connection may report an error; what it means for the client is what the tests look at.
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    client.on('data', (chunk) => behind.write(chunk))
    behind.on('data', (chunk) => {
      if (isCutting && hasAnswer(chunk)) client.destroy()
      else client.write(chunk)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const listening = server.address()
  if (listening === null || typeof listening === 'string') throw new Error('the relay has no port')
  return {
    address: `127.0.0.1:${listening.port}`,
    cut: () => {
      isCutting = true
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

const FRAME_HEAD_BYTES = 9
const DATA_FRAME = 0

/** Whether a chunk of HTTP/2, which begins with a frame, carries data. RFC 9113 §4.1. */
function hasAnswer(chunk: Buffer): boolean {
  for (let at = 0; at + FRAME_HEAD_BYTES <= chunk.length; at += FRAME_HEAD_BYTES + chunk.readUIntBE(at, 3))
    if (chunk[at + 3] === DATA_FRAME) return true
  return false
}
