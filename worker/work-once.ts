/** One cycle of a worker: claim a run, work on it, finish. What the service repeats and the command line does once. */
import { claimRun } from '@/lib/db/claim-run'
import { executeRun } from './run/execute-run'
import { writePatiently } from './patient-write'
import type { RunEnd } from './run/run-end'
import type { WorkerPorts } from './worker-ports'

export type Cycle = { kind: 'nothing-to-do' } | ({ runId: string } & RunEnd)

/**
 * Claims and executes one run.
 * @param options.runId work on this run or none
 * @param options.shutdown aborted when the worker has to end
 * @throws DatabaseError when there is no telling whether there is something to do
 */
export async function workOnce(
  ports: WorkerPorts,
  { runId, shutdown }: { runId?: string; shutdown: AbortSignal },
): Promise<Cycle> {
  const only = runId === undefined ? {} : { runId }
  const run = await writePatiently(() => claimRun(ports.workerId, only, ports.db), ports.log)
  if (!run) return { kind: 'nothing-to-do' }
  return { runId: run.runId, ...(await executeRun(run, ports, shutdown)) }
}
