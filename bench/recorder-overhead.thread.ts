/** The measuring side of the recorder-overhead benchmark: the engine, whose attempts are recorded or thrown away. */
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { experimentSpecSchema } from '@/lib/core/experiment/spec'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { buffersOf } from '@/lib/core/history/attempt-columns'
import { exponential } from '@/lib/core/strategy/exponential'
import type { Workload } from '@/lib/core/workload/registry'
import { generateLoad } from '@/lib/engine/load'
import { realClock } from '@/lib/lab/clock'
import { createTarget } from '@/lib/lab/lab-faults'
import { ColumnRecorder } from '@/worker/column-recorder'
import type { FromOverhead, OverheadInput, Pair } from './recorder-overhead.messages'

/** As the engine's thread does it. */
const HAND_OVER_MS = 250
const ATTEMPT_TIMEOUT_MS = 5_000
const SEED = 1

const port = parentPort
if (!port) throw new Error('runs only as a worker thread')
const say = (message: FromOverhead, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
const input = workerData as OverheadInput
const workloadWith = (load: object): Workload =>
  experimentSpecSchema.parse({ name: 'bench', strategies: [{ use: 'exponential' }], workload: { load } })
    .workload

const target = createTarget(input.address)
const client = await target.openClient({
  prefix: 'retryscope/bench/',
  valueBytes: 128,
  connectionsPerMember: 4,
})
const never = new AbortController().signal
let trial = 0

/** @returns how many milliseconds the block took */
async function block(
  workload: Workload,
  blockMs: number,
  isRecorded: boolean,
  seen: (attempt: AttemptRecord) => void,
): Promise<number> {
  const recorder = new ColumnRecorder((columns) => say({ type: 'attempts', columns }, buffersOf(columns)))
  const handOver = isRecorded ? setInterval(() => recorder.handOver(), HAND_OVER_MS) : undefined
  const beginMs = realClock.nowMs()
  const window = {
    ...{ arm: 0, clock: realClock, client, members: target.members.length, endpoints: 'rotate' as const },
    ...{ attemptTimeoutMs: ATTEMPT_TIMEOUT_MS, operationDeadlineMs: 2 * ATTEMPT_TIMEOUT_MS, beginMs },
    ...{ drawLoss: null, profile: null, signal: never },
    record: (attempt: AttemptRecord) => {
      if (isRecorded) recorder.record(attempt)
      seen(attempt)
    },
  }
  const strategy = exponential.create(exponential.params.parse({}))
  await generateLoad({ window, workload, strategy, seed: SEED, trial: trial++, phase: 0 }, beginMs + blockMs)
  const tookMs = realClock.nowMs() - beginMs
  recorder.handOver()
  clearInterval(handOver)
  const flushed = once(port as NonNullable<typeof port>, 'message')
  say({ type: 'flush' })
  await flushed
  return tookMs
}

async function closedBlock(isRecorded: boolean): Promise<number> {
  let attempts = 0
  const workload = workloadWith({ mode: 'closed', concurrency: input.concurrency })
  const tookMs = await block(workload, input.closedBlockMs, isRecorded, () => (attempts += 1))
  return (1_000 * attempts) / tookMs
}

async function openBlock(isRecorded: boolean): Promise<number[]> {
  const latenessMs: number[] = []
  const workload = workloadWith({ mode: 'open', ratePerSecond: input.openRatePerSecond })
  await block(workload, input.openBlockMs, isRecorded, ({ startMs, intendedStartMs }) =>
    latenessMs.push(startMs - intendedStartMs),
  )
  return latenessMs
}

/** Both once; which is first alternates, so that neither always has the warmer or the fuller machine. */
async function pair<Result>(
  index: number,
  blockOf: (isRecorded: boolean) => Promise<Result>,
): Promise<Pair<Result>> {
  const first = await blockOf(index % 2 === 0)
  const second = await blockOf(index % 2 !== 0)
  return index % 2 === 0 ? { on: first, off: second } : { on: second, off: first }
}

for (let index = 0; index < 2; index++) await pair(index, closedBlock) // compiles both paths
for (let index = 0; index < input.closedPairs; index++)
  say({ type: 'closed', attemptsPerSecond: await pair(index, closedBlock) })
for (let index = 0; index < input.openPairs; index++)
  say({ type: 'open', latenessMs: await pair(index, openBlock) })
await target.clean('retryscope/bench/')
client.close()
target.close()
say({ type: 'done' })
