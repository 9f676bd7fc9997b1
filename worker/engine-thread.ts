/**
 * The thread that measures. It runs one trial at a time and hands attempts over as they come; it never touches the
 * database, whose synchronous driver would make operations start late.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { buffersOf } from '@/lib/core/history/attempt-columns'
import { createStrategy } from '@/lib/core/strategy/registry'
import type { EnginePorts } from '@/lib/engine/ports'
import { runTrial } from '@/lib/engine/run-trial'
import type { TrialInput } from '@/lib/engine/trial'
import { realClock } from '@/lib/lab/clock'
import type { LabAddress } from '@/lib/lab/lab'
import { LabError } from '@/lib/lab/lab-error'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { createLoopMonitor } from '@/lib/lab/loop-monitor'
import { ColumnRecorder } from './column-recorder'
import type { FromEngine, ToEngine } from './engine-messages'

/** How often attempts are handed over. */
const HAND_OVER_MS = 250

const port = parentPort
if (!port) throw new Error('engine-thread runs only as a worker thread')

const address = workerData as LabAddress
const target = createTarget(address)
const faults = createFaultInjector(address)
const loop = createLoopMonitor()
const recorder = new ColumnRecorder((columns) => say({ type: 'attempts', columns }, buffersOf(columns)))
const ports: EnginePorts = {
  clock: realClock,
  strategies: createStrategy,
  target,
  faults,
  loop,
  recorder,
  observer: { phase: (phase) => say({ type: 'phase', phase }) },
}

let running: AbortController | null = null

port.on('message', (message: ToEngine) => {
  if (message.type === 'abort') running?.abort(new Error('The trial was stopped.'))
  else void run(message.input)
})

async function run(input: TrialInput): Promise<void> {
  const controller = new AbortController()
  running = controller
  recorder.discard()
  const handOver = setInterval(() => recorder.handOver(), HAND_OVER_MS)
  try {
    const result = await runTrial(input, ports, controller.signal)
    recorder.handOver()
    say({ type: 'finished', result })
  } catch (error) {
    recorder.discard()
    say({
      type: 'failed',
      aborted: controller.signal.aborted,
      isLabError: error instanceof LabError,
      message: error instanceof Error ? error.message : String(error),
      stack: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  } finally {
    clearInterval(handOver)
    running = null
  }
}

function say(message: FromEngine, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer)
}
