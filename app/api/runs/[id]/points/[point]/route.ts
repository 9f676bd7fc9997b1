import { z } from 'zod'
import { readPointFigures } from '@/lib/db/read-run-report'
import { fitting } from '../../../../answers/asked'
import { answer, noSuchRun } from '../../../../answers/problem'

export const dynamic = 'force-dynamic'

interface Context {
  params: Promise<{ id: string; point: string }>
}

const pathSchema = z.object({ point: z.coerce.number().int().min(0) })

/** All figures of one fault point, by its index in the report: one per strategy, null where nothing was measured. */
export function GET(_request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const { id, ...rest } = await params
    const figures = await readPointFigures(id, fitting(pathSchema, rest).point)
    if (!figures) throw noSuchRun()
    return { figures }
  })
}
