/**
 * The measuring side of the engine-overhead benchmark, in a thread of its own as in the product. Bare loops and the
 * engine take turns on the same client.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { experimentSpecSchema } from '@/lib/core/experiment/spec'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { buffersOf } from '@/lib/core/history/attempt-columns'
import { exponential } from '@/lib/core/strategy/exponential'
import type { Workload } from '@/lib/core/workload/registry'
import { requestOf } from '@/lib/core/workload/requests'
import { generateLoad } from '@/lib/engine/load'
import type { Client } from '@/lib/engine/ports'
import { realClock } from '@/lib/lab/clock'
import { createTarget } from '@/lib/lab/lab-faults'
import { ColumnRecorder } from '@/worker/column-recorder'
import type { BenchInput, ClosedBlock, FromBench } from './messages'

const HAND_OVER_MS = 250
const ATTEMPT_TIMEOUT_MS = 5_000
const SEED = 1

const port = parentPort
if (!port) throw new Error('runs only as a worker thread')
const say = (message: FromBench, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
const input = workerData as BenchInput
const never = new AbortController().signal
const workloadWith = (load: object): Workload =>
  experimentSpecSchema.parse({ name: 'bench', strategies: [{ use: 'exponential' }], workload: { load } })
    .workload

const target = createTarget(input.address)
const client = await target.openClient({
  prefix: 'retryscope/bench/',
  valueBytes: 128,
  connectionsPerMember: 4,
})
let trial = 0

async function engineBlock(
  workload: Workload,
  blockMs: number,
  seen: (attempt: AttemptRecord) => void,
): Promise<void> {
  const recorder = new ColumnRecorder((columns) => say({ type: 'attempts', columns }, buffersOf(columns)))
  const handOver = setInterval(() => recorder.handOver(), HAND_OVER_MS)
  const beginMs = realClock.nowMs()
  await generateLoad(
    {
      window: {
        arm: 0,
        clock: realClock,
        client,
        members: target.members.length,
        endpoints: 'rotate',
        attemptTimeoutMs: ATTEMPT_TIMEOUT_MS,
        operationDeadlineMs: 2 * ATTEMPT_TIMEOUT_MS,
        beginMs,
        drawLoss: null,
        profile: null,
        signal: never,
        record: (attempt) => {
          recorder.record(attempt)
          seen(attempt)
        },
      },
      workload,
      strategy: exponential.create(exponential.params.parse({})),
      seed: SEED,
      trial: trial++,
      phase: 0,
    },
    beginMs + blockMs,
  )
  recorder.handOver()
  clearInterval(handOver)
}

/** Requests drawn beforehand: the bare loop does nothing but send and wait. */
const drawn = Array.from({ length: 4096 }, (_, index) =>
  requestOf(workloadWith({ mode: 'closed' }), SEED, 0, index),
)

function send(bare: Client, number: number) {
  const request = drawn[number % drawn.length]
  if (!request) throw new Error('no request')
  return bare.attempt({
    ...request,
    member: number % target.members.length,
    timeoutMs: ATTEMPT_TIMEOUT_MS,
    signal: never,
  })
}

async function bareClosedBlock(blockMs: number): Promise<number> {
  let number = 0
  const endMs = performance.now() + blockMs
  const caller = async () => {
    while (performance.now() < endMs) await send(client, number++)
  }
  await Promise.all(Array.from({ length: input.concurrency }, caller))
  return number
}

async function measured(block: () => Promise<number>): Promise<ClosedBlock> {
  const cpu = process.cpuUsage()
  const begin = performance.now()
  const operations = await block()
  const seconds = (performance.now() - begin) / 1000
  const used = process.cpuUsage(cpu)
  return {
    attemptsPerSecond: operations / seconds,
    cpuMicrosPerOperation: (used.user + used.system) / operations,
  }
}

async function engineClosedBlock(): Promise<number> {
  let attempts = 0
  const workload = workloadWith({ mode: 'closed', concurrency: input.concurrency })
  await engineBlock(workload, input.closedBlockMs, () => (attempts += 1))
  return attempts
}

async function engineOpenBlock(): Promise<number[]> {
  const lateness: number[] = []
  const workload = workloadWith({ mode: 'open', ratePerSecond: input.openRatePerSecond })
  await engineBlock(workload, input.openBlockMs, (attempt) =>
    lateness.push(attempt.startMs - attempt.intendedStartMs),
  )
  return lateness
}

/** A timer loop and nothing else: the peer of the open loop. */
async function bareOpenBlock(): Promise<number[]> {
  const lateness: number[] = []
  const sent: Promise<unknown>[] = []
  const gapMs = 1000 / input.openRatePerSecond
  const beginMs = performance.now()
  for (let dueMs = beginMs; dueMs < beginMs + input.openBlockMs; dueMs += gapMs) {
    const waitMs = dueMs - performance.now()
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, Math.ceil(waitMs)))
    lateness.push(performance.now() - dueMs)
    sent.push(send(client, lateness.length))
  }
  await Promise.all(sent)
  return lateness
}

/** Both subjects once; which one is first alternates, so that neither always has the warmer or the fuller machine. */
async function pair<Result>(
  index: number,
  bare: () => Promise<Result>,
  engine: () => Promise<Result>,
): Promise<{ bare: Result; engine: Result }> {
  if (index % 2 === 0) {
    const first = await bare()
    return { bare: first, engine: await engine() }
  }
  const first = await engine()
  return { bare: await bare(), engine: first }
}

const closedPair = (index: number) =>
  pair(
    index,
    () => measured(() => bareClosedBlock(input.closedBlockMs)),
    () => measured(engineClosedBlock),
  )

await closedPair(0) // compiles both paths
for (let index = 0; index < input.closedPairs; index++) say({ type: 'closed', ...(await closedPair(index)) })
for (let index = 0; index < input.openPairs; index++) {
  const { bare, engine } = await pair(index, bareOpenBlock, engineOpenBlock)
  say({ type: 'open', bareLatenessMs: bare, engineLatenessMs: engine })
}
await target.clean('retryscope/bench/')
client.close()
target.close()
say({ type: 'done' })
