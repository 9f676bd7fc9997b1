/** Test support: a TCP echo server in the place of a member, behind the lab's real Toxiproxy, that shows what passes. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { LabAddress } from '@/lib/lab/lab'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'

export interface EchoMember {
  /** A lab whose only member is the echo server. */
  address: LabAddress
  /** Everything the server was sent, over all connections. */
  received(): string
  /** Closes every connection from the server's side. */
  hangUp(): void
  close(): Promise<void>
}

export async function startEchoMember(toxiproxyUrl: string): Promise<EchoMember> {
  const sockets = new Set<Socket>()
  let received = ''
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      received += chunk.toString()
      socket.write(chunk)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const listening = server.address()
  if (listening === null || typeof listening === 'string') throw new Error('the echo server has no port')
  const directAddress = `127.0.0.1:${listening.port}`
  const toxiproxy = new ToxiproxyControl(toxiproxyUrl)
  const proxyName = 'retryscope-echo'
  const { listen } = await toxiproxy.createProxy({
    name: proxyName,
    listen: '127.0.0.1:0',
    upstream: directAddress,
  })
  const member = { name: 'echo', directAddress, proxyName, proxiedAddress: listen, adminUrl: 'http://none' }
  return {
    address: { driver: 'external', toxiproxyUrl, members: [member] },
    received: () => received,
    hangUp: () => sockets.forEach((socket) => socket.end()),
    async close() {
      await toxiproxy.removeProxy(proxyName)
      sockets.forEach((socket) => socket.destroy())
      server.close()
    },
  }
}

/** One connection through the proxy, with what has become of it. */
export class EchoCaller {
  readonly socket: Socket
  readonly pieces: string[] = []
  ended = false
  error: string | null = null
  readonly closed: Promise<void>

  private constructor(address: string) {
    const [host, port] = address.split(':')
    this.socket = connect(Number(port), host).setNoDelay(true)
    this.socket.on('data', (chunk) => this.pieces.push(chunk.toString()))
    this.socket.on('end', () => (this.ended = true))
    this.socket.on('error', (error: NodeJS.ErrnoException) => (this.error = error.code ?? error.message))
    this.closed = new Promise((resolve) => this.socket.on('close', () => resolve()))
  }

  /** Connects; when it is refused, `error` says so. */
  static async connect({ members }: LabAddress): Promise<EchoCaller> {
    const caller = new EchoCaller(members[0]?.proxiedAddress ?? '')
    await Promise.race([new Promise((resolve) => caller.socket.once('connect', resolve)), caller.closed])
    return caller
  }

  /** How much has come back. */
  get echoed(): string {
    return this.pieces.join('')
  }

  /** @returns milliseconds until all of it has come back */
  async echo(text: string): Promise<number> {
    const fromMs = performance.now()
    const wanted = this.echoed.length + text.length
    this.socket.write(text)
    while (this.echoed.length < wanted) await once(this.socket, 'data')
    return performance.now() - fromMs
  }
}
