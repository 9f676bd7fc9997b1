/**
 * What do proxies between the members cost, and a network of the lab's own, while nothing is disturbed? Puts per second of
 * one client at concurrency 16, on labs of each kind that stand side by side and are loaded in turn. The peer is the lab
 * that has neither.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { labConfig } from '@/lib/config/lab-config'
import type { Capability } from '@/lib/core/fault/fault'
import type { Client } from '@/lib/engine/ports'
import { createTarget } from '@/lib/lab/lab-faults'
import { describeLab } from '@/lib/lab/lab-capabilities'
import { startLocalLab, type LocalLab } from '@/lib/lab/process/start-local-lab'
import { bootstrap, describeMachine, format, median } from './paired-blocks'

const CONCURRENCY = 16
const BLOCK_MS = 1_500
const ROUNDS = process.argv.includes('--quick') ? 4 : 40

const settings = labConfig()
if (settings.driver !== 'local') throw new Error('this benchmark compares labs of this machine')
const kinds: { name: string; needs: Capability[] }[] = [
  { name: 'plain', needs: [] },
  { name: 'peer proxies', needs: ['peer-link'] },
  ...((await describeLab(settings)).capabilities['packet-loss'] === true
    ? [
        { name: 'own network', needs: ['packet-loss'] as Capability[] },
        { name: 'own network and peer proxies', needs: ['packet-loss', 'peer-link'] as Capability[] },
      ]
    : []),
]

const folder = mkdtempSync(path.join(os.tmpdir(), 'retryscope-bench-'))
const labs: { name: string; lab: LocalLab; client: Client & { close(): void }; rates: number[] }[] = []
try {
  for (const { name, needs } of kinds) {
    const labsDirectory = path.join(folder, String(labs.length))
    const lab = await startLocalLab(
      { ...settings, labsDirectory },
      { kind: 'cli', id: 'bench' },
      new Set(needs),
    )
    const target = createTarget(lab.address)
    const client = await target.openClient({ prefix: 'bench/', valueBytes: 128, connectionsPerMember: 4 })
    target.close()
    labs.push({ name, lab, client, rates: [] })
    await putsPerSecond(client)
  }
  for (let round = 0; round < ROUNDS; round++)
    // Each kind is as often the first as any other.
    for (let turn = 0; turn < labs.length; turn++) {
      const loaded = labs[(round + turn) % labs.length]
      loaded?.rates.push(await putsPerSecond(loaded.client))
    }
  report()
} finally {
  for (const { lab, client } of labs) {
    client.close()
    await lab.stop()
  }
  rmSync(folder, { recursive: true })
}

async function putsPerSecond(client: Client): Promise<number> {
  const beginMs = performance.now()
  const signal = new AbortController().signal
  let done = 0
  const caller = async (number: number) => {
    for (let key = number; performance.now() - beginMs < BLOCK_MS; key += CONCURRENCY) {
      const request = { kind: 'put', key: key % 1_000, member: key % 3, timeoutMs: 10_000, signal } as const
      if ((await client.attempt(request)).outcome === 'ok') done += 1
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, (_, number) => caller(number)))
  return (1_000 * done) / (performance.now() - beginMs)
}

function report(): void {
  const [plain] = labs
  console.log(`machine: ${describeMachine()}`)
  console.log(`lab: etcd ${plain?.lab.etcdVersion} × 3, Toxiproxy ${plain?.lab.toxiproxyVersion}; no faults`)
  console.log(`\nputs/s at concurrency ${CONCURRENCY}, ${ROUNDS} rounds of ${BLOCK_MS} ms blocks in turn`)
  for (const { name, rates } of labs) {
    const pairs = rates.map((rate, index) => rate / (plain?.rates[index] ?? NaN))
    const ratio = bootstrap(pairs, (sample) => median(sample))
    console.log(`  ${name.padEnd(30)} ${Math.round(median(rates))}, ratio to plain ${format(ratio)}`)
  }
}
