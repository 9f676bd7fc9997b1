import * as operations from '@/lib/core/api/subjects/run'
import { readPointFigures } from '@/lib/db/read-run-report'
import { endpoint } from '../../../../answers/endpoint'
import { noSuchRun } from '../../../../answers/problem'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readPoint, async ({ params: { id, point } }) => {
  const figures = await readPointFigures(id, point)
  if (!figures) throw noSuchRun()
  return { figures }
})
