/** One block of load by the engine on a benchmark's own client: what the benches of the engine and of the recorder measure. */
import { experimentSpecSchema } from '@/lib/core/experiment/spec'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import type { AttemptColumns } from '@/lib/core/history/attempt-columns'
import { exponential } from '@/lib/core/strategy/exponential'
import type { Workload } from '@/lib/core/workload/registry'
import { generateLoad } from '@/lib/engine/load'
import type { Client } from '@/lib/engine/ports'
import { realClock } from '@/lib/lab/clock'
import type { LabAddress } from '@/lib/lab/lab'
import { createTarget } from '@/lib/lab/lab-faults'
import { ColumnRecorder } from '@/worker/recording/column-recorder'

export const ATTEMPT_TIMEOUT_MS = 5_000
export const SEED = 1
/** As the engine's thread does it. */
const HAND_OVER_MS = 250
const PREFIX = 'retryscope/bench/'

/** The workload as it comes, at this load. */
export function workloadWith(load: object): Workload {
  return experimentSpecSchema.parse({
    ...{ name: 'bench', strategies: [{ use: 'exponential' }] },
    workload: { load },
  }).workload
}

export interface EngineBlocks {
  client: Client
  members: number
  never: AbortSignal
  /**
   * Runs the engine for so long, and gives attempts away as the product does.
   * @param give takes the attempts; null = they are thrown away
   * @returns how many milliseconds it took
   */
  run(
    workload: Workload,
    blockMs: number,
    give: ((columns: AttemptColumns) => void) | null,
    seen: (attempt: AttemptRecord) => void,
  ): Promise<number>
  close(): Promise<void>
}

/** Connects to the lab. */
export async function openEngineBlocks(address: LabAddress): Promise<EngineBlocks> {
  const target = createTarget(address)
  const client = await target.openClient({ prefix: PREFIX, valueBytes: 128, connectionsPerMember: 4 })
  const members = target.members.length
  const never = new AbortController().signal
  let trial = 0
  return {
    ...{ client, members, never },
    async run(workload, blockMs, give, seen) {
      const recorder = give && new ColumnRecorder(give)
      const handOver = recorder && setInterval(() => recorder.handOver(), HAND_OVER_MS)
      const beginMs = realClock.nowMs()
      const window = {
        ...{ arm: 0, clock: realClock, client, members, endpoints: 'rotate' as const },
        ...{ attemptTimeoutMs: ATTEMPT_TIMEOUT_MS, operationDeadlineMs: 2 * ATTEMPT_TIMEOUT_MS, beginMs },
        ...{ drawLoss: null, profile: null, signal: never },
        record: (attempt: AttemptRecord) => {
          recorder?.record(attempt)
          seen(attempt)
        },
      }
      const strategy = exponential.create(exponential.params.parse({}))
      await generateLoad(
        { window, workload, strategy, seed: SEED, trial: trial++, phase: 0 },
        beginMs + blockMs,
      )
      const tookMs = realClock.nowMs() - beginMs
      recorder?.handOver()
      clearInterval(handOver ?? undefined)
      return tookMs
    },
    async close() {
      await target.clean(PREFIX)
      client.close()
      target.close()
    },
  }
}
