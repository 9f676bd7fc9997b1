/** An address on this machine that leads nowhere: it refuses connections, or takes them and never answers. */
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { NameAnswer } from '@/lib/core/fault/faults/name-failure'
import { LabError } from '../lab-error'
import type { NameAddress } from './lab-names'

/**
 * A second loopback address, on which the port of a service that listens on 127.0.0.1 is free: callers that choose the port
 * themselves, as HTTP clients do, can be led there too. Linux has all of 127.0.0.0/8, other systems only its first.
 */
export const DEAD_END_HOST = process.platform === 'linux' ? '127.0.0.2' : '::1'
const REFUSAL_TIMEOUT_MS = 1_000

export class DeadEnd {
  readonly #server: Server | null
  readonly #sockets = new Set<Socket>()

  private constructor(
    readonly address: NameAddress,
    server: Server | null,
  ) {
    this.#server = server
    server?.on('connection', (socket) => {
      this.#sockets.add(socket)
      // What is sent is never read, and never answered.
      socket.pause()
      socket.unref()
      socket.on('error', () => socket.destroy())
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  /**
   * @param answer refuse = nobody listens there, which is looked at; never = somebody does, who says nothing
   * @throws LabError when the port is taken on that address as well
   */
  static async open(answer: Exclude<NameAnswer, 'error'>, port: number): Promise<DeadEnd> {
    const address = { host: DEAD_END_HOST, port }
    if (answer === 'refuse') {
      if (!(await isRefused(address))) throw taken(address)
      return new DeadEnd(address, null)
    }
    const server = createServer()
    server.unref()
    server.listen({ host: DEAD_END_HOST, port, exclusive: true })
    try {
      await once(server, 'listening')
    } catch (error) {
      throw taken(address, error)
    }
    return new DeadEnd(address, server)
  }

  /** Ends the connections that were led here. */
  close(): void {
    this.#server?.close()
    for (const socket of this.#sockets) socket.destroy()
  }
}

async function isRefused({ host, port }: NameAddress): Promise<boolean> {
  const socket = connect({ host, port })
  return new Promise((resolve) => {
    const answer = (refused: boolean) => {
      socket.destroy()
      resolve(refused)
    }
    socket.setTimeout(REFUSAL_TIMEOUT_MS, () => answer(false))
    socket.once('connect', () => answer(false))
    socket.once('error', (error: NodeJS.ErrnoException) => answer(error.code === 'ECONNREFUSED'))
  })
}

function taken({ host, port }: NameAddress, cause?: unknown): LabError {
  return new LabError(
    `Names cannot be led to ${host}:${port}: another program listens there. ` +
      'End it, or let the answer be an error instead of an address.',
    { cause },
  )
}
