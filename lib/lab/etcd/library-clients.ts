/** Opens the clients of libraries that own their connections: builds one, proves its connections, and uses them in turn. */
import type { LibraryClient } from '@/lib/core/strategy/library-client'
import type { ArmClient, AttemptReply, AttemptRequest, Client } from '@/lib/engine/ports'
import type { LabMember } from '../lab'
import { LabError } from '../lab-error'
import { cancelledBeforeSending } from './classify-reply'
import type { EtcdAccess } from './etcd-access'
import { openEtcd3 } from './etcd3-client'
import type { ArmKeys } from './etcd-request'
import { openGrpcJs } from './grpc-js-client'

const CONNECT_TIMEOUT_MS = 10_000
const READ_TIMEOUT_MS = 2_000
const PAUSE_MS = 10

/** What one client object of a library gives to an arm. */
export interface LibraryConnection {
  /** The whole operation: see `Client.repeats`. */
  attempt(request: AttemptRequest): Promise<AttemptReply>
  /** How many members it is connected to when all is well. */
  reaches: number
  close(): void
}

/** @throws a LabError that names the members that could not be reached through it */
export async function openLibraryClient(
  access: EtcdAccess,
  library: LibraryClient,
  arm: Pick<ArmClient, 'prefix' | 'valueBytes' | 'connectionsPerMember'>,
  connectTimeoutMs = CONNECT_TIMEOUT_MS,
): Promise<Client & { close(): void }> {
  const { prefix, valueBytes } = arm
  const { members } = access
  const connections = await connect(access, library, { prefix, valueBytes }, arm.connectionsPerMember)
  const close = () => {
    for (const connection of connections) connection.close()
  }
  try {
    await Promise.all(connections.map((connection) => prove(connection, members, connectTimeoutMs)))
  } catch (error) {
    close()
    throw error
  }
  let next = 0
  return {
    repeats: true,
    attempt: (request) => {
      const connection = connections[next++ % connections.length]
      if (!connection) throw new Error('a library’s client without a connection')
      return request.signal.aborted
        ? Promise.resolve({ ...cancelledBeforeSending(), gaveUp: 'cancelled' })
        : connection.attempt(request)
    },
    close,
  }
}

async function connect(
  access: EtcdAccess,
  library: LibraryClient,
  keys: ArmKeys,
  connectionsPerMember: number,
): Promise<LibraryConnection[]> {
  switch (library.kind) {
    case 'grpc-js':
      return openGrpcJs(access, keys, library.serviceConfig, connectionsPerMember)
    case 'etcd3':
      return [openEtcd3(access, keys)]
  }
}

/** Reads until each member has answered, so that no operation pays a handshake: the library chooses whom it asks. */
async function prove(
  connection: LibraryConnection,
  members: readonly LabMember[],
  connectTimeoutMs: number,
): Promise<void> {
  const answered = new Set<number>()
  const endMs = performance.now() + connectTimeoutMs
  while (answered.size < connection.reaches) {
    const before = answered.size
    await connection.attempt({
      ...{ kind: 'get', key: 0, member: 0, timeoutMs: READ_TIMEOUT_MS },
      signal: new AbortController().signal,
      onTry: () => (reply, member) => {
        if (reply.outcome === 'ok' && member !== null) answered.add(member)
      },
    })
    if (performance.now() > endMs) throw notReached(members, answered, connectTimeoutMs)
    if (answered.size === before) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

function notReached(
  members: readonly LabMember[],
  answered: ReadonlySet<number>,
  connectTimeoutMs: number,
): LabError {
  const missing = members.filter((_, index) => !answered.has(index)).map(({ name }) => name)
  return new LabError(
    `A library’s client could not be opened, because ${missing.join(', ')} did not answer it through the proxy within ` +
      `${connectTimeoutMs} ms. Look into the logs of etcd and Toxiproxy; starting the lab anew helps.`,
  )
}
