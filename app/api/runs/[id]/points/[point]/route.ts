import { z } from 'zod'
import { readPointFigures } from '@/lib/db/read-run-report'
import { answer, noSuchRun, Refusal } from '../../../../answers/problem'

export const dynamic = 'force-dynamic'

interface Context {
  params: Promise<{ id: string; point: string }>
}

const pointSchema = z.coerce.number().int().min(0)

/** All figures of one fault point, by its index in the report: one per strategy, null where nothing was measured. */
export function GET(_request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const { id, point } = await params
    const pointIndex = pointSchema.safeParse(point)
    if (!pointIndex.success)
      throw new Refusal({
        status: 400,
        title: 'The question cannot be understood',
        detail: 'Fault points are counted from 0, as in the report.',
      })
    const figures = await readPointFigures(id, pointIndex.data)
    if (!figures) throw noSuchRun()
    return { figures }
  })
}
