/**
 * The watchdog: parent of a lab's programs. It ends them when its owner is gone (the end of stdin, which even SIGKILL
 * cannot suppress) or falls silent while faults may be set, on SIGTERM and on request, so that no etcd and no Toxiproxy stays
 * behind. In a standing lab it removes what a run that has died or fallen silent left set.
 */
import { createInterface } from 'node:readline'
import { Lease, LEASE_MS } from '@/lib/lab/guard/lease'
import { LAB_INTERFACE, removeLink, setUpNetwork } from '@/lib/lab/namespace/lab-network'
import { beginCounting } from '@/lib/lab/namespace/packet-witness'
import { guardStandingLab } from '@/lib/lab/process/abandoned-lab'
import { signalProcess } from '@/lib/lab/process/process-identity'
import { ProgramGroup } from '@/lib/lab/process/program-group'
import { OrderRefusedError } from '@/lib/lab/process/program-order'
import {
  watchdogCommandSchema,
  type WatchdogCommand,
  type WatchdogReport,
} from '@/lib/lab/process/watchdog-protocol'

let group: ProgramGroup | undefined
let standing = false
let ending: Promise<void> | undefined
const lease = new Lease(LEASE_MS, silenced)

// The owner may be gone. What matters is written to lab.json; a report is a few hundred bytes and never waits.
process.stdout.on('error', () => undefined)
// The log of a full disk: unheard, the error would come back as an exception, be logged, fail, and so on for ever.
process.stderr.on('error', () => undefined)
// Ctrl-C in a terminal is for the owner, which stops the lab in order.
process.on('SIGINT', () => undefined)
process.on('SIGHUP', () => undefined)
process.on('SIGTERM', () => end(0))
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`)
  end(1)
})

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => obey(watchdogCommandSchema.parse(JSON.parse(line))))
lines.on('close', () => {
  if (!standing) end(0)
})

function obey(command: WatchdogCommand): void {
  switch (command.type) {
    case 'start':
      void start(command)
      return
    case 'order':
      void order(command)
      return
    case 'beat':
      lease.renew()
      return
    case 'rest':
      lease.rest()
      return
    case 'stand':
      standing = true
      stand()
      report({ type: 'standing' })
      return
    case 'stop':
      end(0)
  }
}

async function start(command: Extract<WatchdogCommand, { type: 'start' }>): Promise<void> {
  // Set before the programs start: whatever happens in between is ended with them.
  group = new ProgramGroup(command, ({ program, message, forgotten }) => {
    report({ type: 'failed', program, message })
    if (forgotten) end(1)
  })
  try {
    if (command.address.namespace) await setUpNetwork(command.address.namespace, command.ownerProcess)
    await beginCounting(command.address)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    report({ type: 'failed', program: 'network', message: `The lab’s network could not be set up. ${why}` })
    return
  }
  if (ending) return
  group.start()
  const { watchdog, programs } = group.file
  const running = programs.flatMap(({ name, process }) => (process ? [{ name, process }] : []))
  if (running.length === programs.length) report({ type: 'started', watchdog, programs: running })
}

/** With the lab its faults go, whatever kind they are. */
function silenced(): void {
  const message =
    `The worker gave no sign of life for ${LEASE_MS / 1_000} s, so the watchdog has ended the lab with all its faults. ` +
    'Was the worker stopped, or is the machine overloaded?'
  process.stderr.write(`${new Date().toISOString()} ${message}\n`)
  report({ type: 'failed', program: 'watchdog', message })
  end(1)
}

async function order({ id, order }: Extract<WatchdogCommand, { type: 'order' }>): Promise<void> {
  try {
    if (!group) throw new Error('The lab has not been started.')
    const programs = await group.obey(order, () => report({ type: 'signalled', id }))
    report({ type: 'obeyed', id, programs })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    report({ type: 'refused', id, message, isRefusal: error instanceof OrderRefusedError })
  }
}

function stand(): void {
  if (!group) return
  group.stand()
  const { id, address, programs } = group.file
  const toxiproxy = programs.find(({ name }) => name === 'toxiproxy')?.process
  guardStandingLab(
    { id, directory: group.directory, address },
    {
      log: (line) => process.stderr.write(`${new Date().toISOString()} ${line}\n`),
      // With it go all faults on its links; the lab is then of no use, and says so.
      killToxiproxy: () => toxiproxy && signalProcess(toxiproxy, 'SIGKILL'),
    },
  )
}

function report(message: WatchdogReport): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

function end(exitCode: number): void {
  ending ??= endAll().then(
    () => process.exit(exitCode),
    (error: unknown) => {
      process.stderr.write(`The lab could not be ended: ${String(error)}\n`)
      process.exit(1)
    },
  )
}

async function endAll(): Promise<void> {
  await group?.end()
  // At once: connections that could not be closed in order may keep the namespace, and this end of it, for minutes.
  if (group?.file.address.namespace) await removeLink(LAB_INTERFACE)
}
