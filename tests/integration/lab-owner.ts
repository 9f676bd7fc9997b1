/**
 * A process that owns a lab, for tests that kill or stop it: `node lab-owner.mjs start|stand|use|disturb <settings> <needs>`, the
 * last two as JSON. Prints the lab's folder; then `stand` ends, and the others wait to be killed. `use` does what a run does:
 * it acquires a lab and, under its lease, sets a fault on it (two more where packets can be dropped) and loads it with answers
 * that are read as long as it runs. `disturb` leaves one member stopped and one killed.
 */
import type { Capability } from '@/lib/core/fault/fault'
import { acquireLab } from '@/lib/lab/acquire-lab'
import type { Lab, LabSettings, LocalLabSettings } from '@/lib/lab/lab'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { startStandingLab } from '@/lib/lab/process/standing-lab'
import { startLocalLab } from '@/lib/lab/process/start-local-lab'
import { inject } from './fault-steps'

const [mode = '', text = '', needed = ''] = process.argv.slice(2)
const settings = JSON.parse(text) as LabSettings
const local = settings as LocalLabSettings
const needs = new Set(JSON.parse(needed) as Capability[])
const owner = { kind: 'test', id: 'lab-owner' } as const
const never = new AbortController().signal

async function useLab() {
  const lab = await acquireLab(settings, owner, needs)
  // Told on its own line, for tests that let the process go on.
  lab.onFailure(({ message }) => process.stdout.write(`failed: ${message}\n`))
  return new Promise<Lab>((resolve) => {
    void lab.underLease(async () => {
      await load(lab)
      const faults = createFaultInjector(lab.address)
      await inject(faults, 'latency', { latencyMs: 300, jitterMs: 20 })
      if (lab.address.namespace) {
        await inject(faults, 'peer-cut')
        await inject(faults, 'packet-loss', { sharePercent: 100, link: 'both' })
      }
      resolve(lab)
      await new Promise(() => undefined)
    })
  })
}

/** Large answers all the time: when this process stops they fill every buffer on the way. */
async function load(lab: Lab): Promise<void> {
  const target = createTarget(lab.address)
  const client = await target.openClient({
    ...{ prefix: 'retryscope/lab-owner/', valueBytes: 1_000_000, connectionsPerMember: 1 },
  })
  const ask = (member: number, kind: 'put' | 'get') =>
    client.attempt({ kind, key: 1, member, timeoutMs: 10_000, signal: never })
  await ask(0, 'put')
  const askAgain = async (member: number): Promise<never> => {
    for (;;) await ask(member, 'get')
  }
  for (let caller = 0; caller < 24; caller++) void askAgain(caller % 3)
}

async function disturbLab() {
  const lab = await startLocalLab(local, owner)
  await lab.programs?.pause('etcd-m1')
  await lab.programs?.kill('etcd-m2')
  return lab
}

const modes: Record<string, () => Promise<{ directory: string }>> = {
  start: () => startLocalLab(local, owner, needs),
  stand: () => startStandingLab(local, owner, needs),
  use: useLab,
  disturb: disturbLab,
}
const begin = modes[mode]
if (!begin) throw new Error(`unknown mode ${mode}`)
process.stdout.write(`${(await begin()).directory}\n`)
if (mode !== 'stand') setInterval(() => undefined, 60_000)
