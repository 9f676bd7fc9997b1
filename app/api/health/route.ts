import { readWorkerStatus } from '@/lib/db/worker-registry'
import { answer } from '../answers/problem'

export const dynamic = 'force-dynamic'

/** 200 only when the database answers; says too whether a worker is there. */
export function GET(): Promise<Response> {
  return answer(async () => ({ status: 'ok', worker: await readWorkerStatus() }))
}
