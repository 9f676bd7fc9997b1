/**
 * The thread that measures. It runs one trial at a time and hands attempts over as they come; it never touches the
 * database, whose synchronous driver would make operations start late.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { environment } from '@/lib/config/environment'
import { buffersOf } from '@/lib/core/history/attempt-columns'
import type { EnginePorts } from '@/lib/engine/ports'
import { runTrial } from '@/lib/engine/run-trial'
import type { TrialInput } from '@/lib/engine/trial'
import { realClock } from '@/lib/lab/clock'
import type { LabAddress } from '@/lib/lab/lab'
import { LabError } from '@/lib/lab/lab-error'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { createLeaderWatcher } from '@/lib/lab/leader-watcher'
import { createLinkProber } from '@/lib/lab/link-prober'
import { createLoopMonitor } from '@/lib/lab/loop-monitor'
import { createProfiler } from '@/lib/lab/profile/create-profiler'
import { loadOwnStrategies } from '@/lib/lab/own-strategies/load'
import { OwnStrategyError } from '@/lib/lab/own-strategies/own-strategy-error'
import { strategyFactory } from '@/lib/lab/strategy-factory'
import { ColumnRecorder } from '../recording/column-recorder'
import type { FromEngine, ToEngine } from './engine-messages'
import { ProgramRequests } from './program-bridge'

/** How often attempts are handed over. */
const HAND_OVER_MS = 250

const port = parentPort
if (!port) throw new Error('engine-thread runs only as a worker thread')

const address = workerData as LabAddress
// Loaded here, because functions cannot be sent from thread to thread; before the first message is taken.
const strategies = strategyFactory(await loadOwnStrategies(environment().ownStrategiesDirectory))
const target = createTarget(address)
const programs = new ProgramRequests((message) => say(message))
const faults = createFaultInjector(address, programs.control)
const leaders = createLeaderWatcher(address)
const prober = createLinkProber(address)
const loop = createLoopMonitor()
const profiler = createProfiler(environment().projectRoot)
const recorder = new ColumnRecorder((columns) => say({ type: 'attempts', columns }, buffersOf(columns)))
/** Told when the supervisor has stored what is intended. */
let intending: ((problem: string | null) => void) | null = null
const ports: EnginePorts = {
  clock: realClock,
  strategies,
  target,
  faults,
  leaders,
  prober,
  loop,
  recorder,
  profiler,
  observer: { phase: (phase) => say({ type: 'phase', phase }) },
  ledger: {
    intend: (entries) =>
      new Promise((resolve, reject) => {
        intending = (problem) => (problem === null ? resolve() : reject(new Error(problem)))
        say({ type: 'intend', entries: [...entries] })
      }),
    changed: (entry) => say({ type: 'ledger', entry }),
  },
}

let running: AbortController | null = null

port.on('message', (message: ToEngine) => {
  switch (message.type) {
    case 'abort':
      return running?.abort(new Error('The trial was stopped.'))
    case 'intended':
      return intending?.(message.problem)
    case 'order':
      return programs.take(message)
    case 'run':
      void run(message.input)
  }
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
      isOwnStrategyError: error instanceof OwnStrategyError,
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
