/**
 * The guard of an external lab: a process of its own that removes our faults when the worker is gone (the end of stdin,
 * which even SIGKILL cannot suppress) or falls silent while faults may be set.
 */
import { createInterface } from 'node:readline'
import { FaultGuard } from '@/lib/lab/guard/fault-guard'
import { guardCommandSchema, type GuardCommand, type GuardReport } from '@/lib/lab/guard/guard-protocol'
import { Lease, LEASE_MS } from '@/lib/lab/guard/lease'

let guard: FaultGuard | undefined
let isDone = false
const lease = new Lease(LEASE_MS, () => void silenced())

// The owner may be gone; and the log of a full disk must not end the guard.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)
// Ctrl-C in a terminal is for the owner. Nobody but the owner ends the guard in order: SIGTERM is answered like its end.
process.on('SIGINT', () => undefined)
process.on('SIGHUP', () => undefined)
process.on('SIGTERM', () => void ownerGone())
process.on('uncaughtException', (error) => {
  log(error.stack ?? error.message)
  void ownerGone()
})

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => obey(guardCommandSchema.parse(JSON.parse(line))))
lines.on('close', () => void ownerGone())

function obey(command: GuardCommand): void {
  switch (command.type) {
    case 'guard':
      guard = new FaultGuard(command.lab, log)
      guard.watch()
      report({ type: 'guarding' })
      return
    case 'beat':
      guard?.ownerSpeaks()
      lease.renew()
      return
    case 'rest':
      lease.rest()
      return
    case 'stop':
      isDone = true
      process.exit(0)
  }
}

async function silenced(): Promise<void> {
  if (!guard) return
  report({
    type: 'failed',
    message:
      `The worker gave no sign of life for ${LEASE_MS / 1_000} s, so its guard has taken its faults away. ` +
      'Was it stopped, or is the machine overloaded?',
  })
  await guard.ownerIsSilent()
}

async function ownerGone(): Promise<void> {
  if (isDone) return
  isDone = true
  lease.rest()
  const isGone = (await guard?.ownerIsGone()) ?? true
  process.exit(isGone ? 0 : 1)
}

function report(message: GuardReport): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

function log(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`)
}
