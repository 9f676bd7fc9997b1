/** Somebody else's cluster for tests: three etcd members with TLS, client certificates and users, and a Toxiproxy. */
import { credentials } from '@grpc/grpc-js'
import { AuthClient, MaintenanceClient } from 'etcd3'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { EtcdChannel } from '@/lib/lab/etcd/etcd-channel'
import { endOfPrefix } from '@/lib/lab/etcd/fence'
import type { ExternalLabSettings } from '@/lib/lab/lab'
import { findFreePorts } from '@/lib/lab/process/free-ports'
import { ownIdentity } from '@/lib/lab/process/process-identity'
import { WatchdogConnection } from '@/lib/lab/process/watchdog-connection'
import { Authority } from './certificates'
import { externalSettings, labSettings, until } from './lab-fixture'

const START_TIMEOUT_MS = 60_000
/** Short, so that a test need not wait for a token to run out. */
const TOKEN_TTL_SECONDS = 2

export const ROOT_PASSWORD = 'root-Passw0rd-7Kq'
export const TESTER_PASSWORD = 'tester-Passw0rd-3Xz'
/** A name that is in every member's certificate, besides 127.0.0.1. */
export const SERVER_NAME = 'etcd.test'

export interface SecureCluster {
  readonly folder: string
  readonly files: { ca: string; cert: string; key: string; otherCa: string; password: string }
  readonly members: { name: string; address: string }[]
  readonly toxiproxyUrl: string
  /** As the user `tester`, who may read and write below retryscope/ and nothing else. */
  readonly settings: ExternalLabSettings
}

/** Starts the cluster before the file's tests and ends it after them. Read it inside tests and hooks only. */
export function withSecureCluster(): { readonly cluster: SecureCluster } {
  const folder = mkdtempSync(path.join(tmpdir(), 'retryscope-secure-'))
  const watchdog = new WatchdogConnection(labSettings(folder).watchdogScript, path.join(folder, 'lab'), false)
  let cluster: SecureCluster | undefined
  beforeAll(async () => {
    cluster = await start(folder, watchdog)
  }, START_TIMEOUT_MS)
  afterAll(async () => {
    await watchdog.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    get cluster() {
      if (!cluster) throw new Error('the cluster is started in beforeAll: use it inside tests only')
      return cluster
    },
  }
}

async function start(folder: string, watchdog: WatchdogConnection): Promise<SecureCluster> {
  const files = writeCertificates(folder)
  const [api = 0, ...ports] = await findFreePorts(10)
  const names = ['m1', 'm2', 'm3']
  const peers = names.map((name, index) => `${name}=http://127.0.0.1:${ports[index + 3]}`)
  const members = names.map((name, index) => ({ name, address: `127.0.0.1:${ports[index]}` }))
  const { etcdBinary, toxiproxyBinary } = labSettings(folder)
  const etcd = members.map(({ name, address }, index) => ({
    name: `etcd-${name}`,
    command: etcdBinary,
    arguments: [
      ...['--name', name, '--data-dir', path.join(folder, 'lab/data', name)],
      ...['--listen-client-urls', `https://${address}`, '--advertise-client-urls', `https://${address}`],
      ...['--listen-peer-urls', `http://127.0.0.1:${ports[index + 3]}`],
      ...['--initial-advertise-peer-urls', `http://127.0.0.1:${ports[index + 3]}`],
      ...['--initial-cluster', peers.join(','), '--initial-cluster-token', path.basename(folder)],
      ...['--cert-file', files.serverCert, '--key-file', files.serverKey],
      ...['--trusted-ca-file', files.ca, '--client-cert-auth'],
      ...['--auth-token-ttl', String(TOKEN_TTL_SECONDS), '--bcrypt-cost', '4'],
      ...['--log-level', 'warn', '--log-outputs', 'stderr'],
    ],
  }))
  const toxiproxyUrl = `http://127.0.0.1:${api}`
  const toxiproxy = {
    name: 'toxiproxy',
    command: toxiproxyBinary,
    arguments: ['-host', '127.0.0.1', '-port', String(api)],
  }
  await watchdog.request(
    {
      ...{ type: 'start', directory: path.join(folder, 'lab'), labId: 'secure' },
      ...{ owner: { kind: 'test', id: 'secure' }, ownerProcess: ownIdentity() },
      address: { driver: 'local', toxiproxyUrl, members: [] },
      programs: [toxiproxy, ...etcd],
      reserve: [],
    },
    'started',
  )
  watchdog.unref()
  await createUsers(members[0]?.address ?? '', files)
  const settings = externalSettings(path.join(folder, 'labs'), {
    toxiproxyUrl,
    members,
    proxyPorts: ports.slice(6),
    terms: {
      tls: { caFile: files.ca, certFile: files.cert, keyFile: files.key, serverName: null },
      user: { name: 'tester', password: { file: files.password } },
      keyPrefix: 'retryscope/',
      allow: [],
    },
  })
  return { folder, files, members, toxiproxyUrl, settings }
}

function writeCertificates(folder: string) {
  const authority = new Authority('test authority')
  const server = authority.issue('etcd', ['127.0.0.1', SERVER_NAME])
  // Its name is no user: who asks is told by user and password.
  const client = authority.issue('client')
  const texts = {
    ca: authority.certificate,
    otherCa: new Authority('another authority').certificate,
    serverCert: server.certificate,
    serverKey: server.key,
    cert: client.certificate,
    key: client.key,
    password: `${TESTER_PASSWORD}\n`,
    rootPassword: `${ROOT_PASSWORD}\n`,
  }
  mkdirSync(path.join(folder, 'secrets'), { recursive: true })
  const write = (name: keyof typeof texts) => {
    const file = path.join(folder, 'secrets', name)
    writeFileSync(file, texts[name], { mode: 0o600 })
    return file
  }
  return {
    ...{ ca: write('ca'), otherCa: write('otherCa'), cert: write('cert'), key: write('key') },
    ...{ serverCert: write('serverCert'), serverKey: write('serverKey') },
    ...{ password: write('password'), rootPassword: write('rootPassword') },
    ...{ caText: texts.ca, certText: texts.cert, keyText: texts.key },
  }
}

/** Users root and tester; from then on everybody must say who they are. */
async function createUsers(
  address: string,
  { caText, certText, keyText }: { caText: string; certText: string; keyText: string },
): Promise<void> {
  const [ca, cert, key] = [caText, certText, keyText].map((text) => Buffer.from(text))
  const channel = new EtcdChannel(address, {
    credentials: credentials.createSsl(ca, key, cert),
    ...{ serverName: SERVER_NAME, tokens: null, fence: null },
  })
  const auth = new AuthClient(channel)
  await until(async () => {
    const status = await new MaintenanceClient(channel).status().catch(() => null)
    return status !== null && status.leader !== '0'
  })
  const prefix = Buffer.from('retryscope/')
  await auth.userAdd({ name: 'root', password: ROOT_PASSWORD })
  await auth.roleAdd({ name: 'root' })
  await auth.userGrantRole({ user: 'root', role: 'root' })
  await auth.userAdd({ name: 'tester', password: TESTER_PASSWORD })
  await auth.roleAdd({ name: 'retries' })
  await auth.roleGrantPermission({
    name: 'retries',
    perm: { permType: 'Readwrite', key: prefix, range_end: endOfPrefix(prefix) },
  })
  await auth.userGrantRole({ user: 'tester', role: 'retries' })
  await auth.authEnable()
  channel.close()
}
