/**
 * A process that owns a lab, for tests that kill it: `node lab-owner.mjs start|stand|use|disturb <settings> <needs>`, the
 * last two as JSON. Prints the lab's folder; then `stand` ends, and the others wait to be killed. `use` does what a run does:
 * it acquires a lab and sets a fault on it, and where packets can be dropped two more. `disturb` leaves one member stopped
 * and one killed.
 */
import type { Capability } from '@/lib/core/fault/fault'
import { acquireLab } from '@/lib/lab/acquire-lab'
import type { LocalLabSettings } from '@/lib/lab/lab'
import { createFaultInjector } from '@/lib/lab/lab-faults'
import { startStandingLab } from '@/lib/lab/process/standing-lab'
import { startLocalLab } from '@/lib/lab/process/start-local-lab'
import { inject } from './fault-steps'

const [mode = '', text = '', needed = ''] = process.argv.slice(2)
const settings = JSON.parse(text) as LocalLabSettings
const needs = new Set(JSON.parse(needed) as Capability[])
const owner = { kind: 'test', id: 'lab-owner' } as const

async function useLab() {
  const lab = await acquireLab(settings, owner, needs)
  const faults = createFaultInjector(lab.address)
  await inject(faults, 'latency', { latencyMs: 300, jitterMs: 20 })
  if (lab.address.namespace) {
    await inject(faults, 'peer-cut')
    await inject(faults, 'packet-loss', { sharePercent: 100, link: 'both' })
  }
  return lab
}

async function disturbLab() {
  const lab = await startLocalLab(settings, owner)
  await lab.programs?.pause('etcd-m1')
  await lab.programs?.kill('etcd-m2')
  return lab
}

const modes: Record<string, () => Promise<{ directory: string }>> = {
  start: () => startLocalLab(settings, owner, needs),
  stand: () => startStandingLab(settings, owner, needs),
  use: useLab,
  disturb: disturbLab,
}
const begin = modes[mode]
if (!begin) throw new Error(`unknown mode ${mode}`)
process.stdout.write(`${(await begin()).directory}\n`)
if (mode !== 'stand') setInterval(() => undefined, 60_000)
