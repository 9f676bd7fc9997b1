/** The measuring side of the recorder-overhead benchmark: the engine, whose attempts are recorded or thrown away. */
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { buffersOf, type AttemptColumns } from '@/lib/core/history/attempt-columns'
import { openEngineBlocks, workloadWith } from './engine-block'
import type { FromOverhead, OverheadInput, Pair } from './recorder-overhead.messages'

const port = parentPort
if (!port) throw new Error('runs only as a worker thread')
const say = (message: FromOverhead, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
const input = workerData as OverheadInput
const blocks = await openEngineBlocks(input.address)
const give = (columns: AttemptColumns) => say({ type: 'attempts', columns }, buffersOf(columns))

/** @returns how many milliseconds the block took */
async function block(
  load: object,
  blockMs: number,
  isRecorded: boolean,
  seen: (attempt: AttemptRecord) => void,
): Promise<number> {
  const tookMs = await blocks.run(workloadWith(load), blockMs, isRecorded ? give : null, seen)
  const flushed = once(port as NonNullable<typeof port>, 'message')
  say({ type: 'flush' })
  await flushed
  return tookMs
}

async function closedBlock(isRecorded: boolean): Promise<number> {
  let attempts = 0
  const load = { mode: 'closed', concurrency: input.concurrency }
  const tookMs = await block(load, input.closedBlockMs, isRecorded, () => (attempts += 1))
  return (1_000 * attempts) / tookMs
}

async function openBlock(isRecorded: boolean): Promise<number[]> {
  const latenessMs: number[] = []
  const load = { mode: 'open', ratePerSecond: input.openRatePerSecond }
  await block(load, input.openBlockMs, isRecorded, ({ startMs, intendedStartMs }) =>
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
await blocks.close()
say({ type: 'done' })
