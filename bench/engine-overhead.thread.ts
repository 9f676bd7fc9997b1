/**
 * The measuring side of the engine-overhead benchmark, in a thread of its own as in the product. Bare loops and the
 * engine take turns on the same client.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { buffersOf, type AttemptColumns } from '@/lib/core/history/attempt-columns'
import { requestOf } from '@/lib/core/workload/requests'
import type { Client } from '@/lib/engine/ports'
import { ATTEMPT_TIMEOUT_MS, openEngineBlocks, SEED, workloadWith } from './engine-block'
import type { BenchInput, ClosedBlock, FromBench } from './messages'

const port = parentPort
if (!port) throw new Error('runs only as a worker thread')
const say = (message: FromBench, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
const input = workerData as BenchInput
const blocks = await openEngineBlocks(input.address)
const { client, members, never } = blocks
const give = (columns: AttemptColumns) => say({ type: 'attempts', columns }, buffersOf(columns))

/** Requests drawn beforehand: the bare loop does nothing but send and wait. */
const drawn = Array.from({ length: 4096 }, (_, index) =>
  requestOf(workloadWith({ mode: 'closed' }), SEED, 0, index),
)

function send(bare: Client, number: number) {
  const request = drawn[number % drawn.length]
  if (!request) throw new Error('no request')
  return bare.attempt({
    ...request,
    member: number % members,
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
  await blocks.run(workload, input.closedBlockMs, give, () => (attempts += 1))
  return attempts
}

async function engineOpenBlock(): Promise<number[]> {
  const lateness: number[] = []
  const workload = workloadWith({ mode: 'open', ratePerSecond: input.openRatePerSecond })
  await blocks.run(workload, input.openBlockMs, give, (attempt) =>
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
await blocks.close()
say({ type: 'done' })
