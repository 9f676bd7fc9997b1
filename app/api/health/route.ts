import * as operations from '@/lib/core/api/subjects/product'
import { readWorkerStatus } from '@/lib/db/worker-registry'
import { endpoint } from '../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readHealth, async () => ({
  status: 'ok' as const,
  worker: await readWorkerStatus(),
}))
