/** Test support: one etcd member of its own that can be killed and started again, behind the lab's real Toxiproxy. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { LabAddress } from '@/lib/lab/lab'
import { findFreePorts } from '@/lib/lab/process/free-ports'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { labSettings, until } from './lab-fixture'

export interface LoneEtcd {
  /** A lab with this member only. */
  address: LabAddress
  /** SIGKILL; resolves when it has ended. */
  kill(): Promise<void>
  /** Starts it on its data; resolves when it answers. */
  start(): Promise<void>
  close(): Promise<void>
}

export async function startLoneEtcd(toxiproxyUrl: string): Promise<LoneEtcd> {
  const directory = mkdtempSync(path.join(tmpdir(), 'retryscope-lone-'))
  const [client = 0, peer = 0] = await findFreePorts(2)
  const [clientUrl, peerUrl] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`]
  const directAddress = `127.0.0.1:${client}`
  const toxiproxy = new ToxiproxyControl(toxiproxyUrl)
  const proxyName = 'retryscope-lone'
  const { listen } = await toxiproxy.createProxy({
    name: proxyName,
    listen: '127.0.0.1:0',
    upstream: directAddress,
  })
  let running: ChildProcess | undefined
  const kill = async () => {
    if (!running) return
    const ended = once(running, 'exit')
    running.kill('SIGKILL')
    await ended
    running = undefined
  }
  const start = async () => {
    running = spawn(
      labSettings(directory).etcdBinary,
      [
        ...['--name', 'lone', '--data-dir', path.join(directory, 'data'), '--log-level', 'error'],
        ...['--listen-client-urls', clientUrl, '--advertise-client-urls', clientUrl],
        ...['--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl],
        ...['--initial-cluster', `lone=${peerUrl}`],
      ],
      { stdio: 'ignore' },
    )
    await until(() =>
      fetch(`${clientUrl}/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
  }
  await start()
  const member = { name: 'lone', directAddress, proxyName, proxiedAddress: listen, adminUrl: clientUrl }
  return {
    address: { driver: 'external', toxiproxyUrl, members: [member] },
    kill,
    start,
    async close() {
      await kill()
      await toxiproxy.removeProxy(proxyName)
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
