/** One connection to a member as bare as can be: grpc-js keeps to itself why it has none. */
import { connect as connectTcp, type Socket } from 'node:net'
import { checkServerIdentity, connect as connectTls } from 'node:tls'
import type { EtcdTls } from '../../cluster-terms'
import type { LabMember } from '../../lab'
import { announcedName, hostOf, serverNameOf, tlsContext } from '../../etcd/tls'

const TIMEOUT_MS = 2_000
/** How an HTTP/2 client begins (RFC 9113 §3.4), with settings that change nothing: the member answers at once. */
const PREFACE = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
])

export type ProbeResult =
  { isOpen: true } | { isOpen: false; problem: string; kind: 'unreachable' | 'tls' | 'client-certificate' }

/**
 * Connects to host:port and, where the cluster speaks TLS, shakes hands as a client of it.
 * @throws LabError when the certificates cannot be read
 */
export async function probeEndpoint(
  address: string,
  member: LabMember,
  tls: EtcdTls | null,
): Promise<ProbeResult> {
  const tcp = connectTcp({ host: hostOf(address), port: Number(address.slice(address.lastIndexOf(':') + 1)) })
  try {
    const refused = await settled(tcp, 'connect')
    if (refused !== null) return { isOpen: false, kind: 'unreachable', problem: refused }
    if (!tls) return { isOpen: true }
    return await shakeHands(tcp, serverNameOf(tls, member), tls)
  } finally {
    tcp.destroy()
  }
}

async function shakeHands(tcp: Socket, serverName: string, tls: EtcdTls): Promise<ProbeResult> {
  const secure = connectTls({
    socket: tcp,
    secureContext: tlsContext(tls),
    servername: announcedName(serverName),
    checkServerIdentity: (_, certificate) => checkServerIdentity(serverName, certificate),
    ALPNProtocols: ['h2'],
  })
  try {
    const refused = await settled(secure, 'secureConnect')
    if (refused !== null) return { isOpen: false, ...reasonOf(refused) }
    // A member that wants a certificate says so only after the handshake (TLS 1.3).
    secure.write(PREFACE)
    const after = await settled(secure, 'data')
    return after === null ? { isOpen: true } : { isOpen: false, ...reasonOf(after) }
  } finally {
    secure.destroy()
  }
}

function reasonOf(problem: string): { kind: 'tls' | 'client-certificate'; problem: string } {
  const wantsCertificate = /certificate required|bad certificate|handshake failure|unknown ca.*alert|closed/i
  return { kind: wantsCertificate.test(problem) ? 'client-certificate' : 'tls', problem }
}

/** Null when the event came; otherwise why it did not. */
function settled(socket: Socket, event: string): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, TIMEOUT_MS, `no answer within ${TIMEOUT_MS} ms`)
    const settle = (result: string | null) => {
      clearTimeout(timer)
      resolve(result)
    }
    socket.once(event, () => settle(null))
    socket.once('error', (error) => settle(error.message || String(error)))
    socket.once('close', () => settle('the connection was closed'))
  })
}
