/** One chart of a shared page, for a frame on a site that the sharer has named. */
import { CHART } from '@/lib/db/shares'
import { caught } from '../../../../api/answers/problem'
import { sharedAnswer } from '../../../shared-answer'

export const dynamic = 'force-dynamic'

interface Context {
  params: Promise<{ token: string; name: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return caught(async () => {
    const { token, name } = await params
    return sharedAnswer(request, token, `${CHART}${name}`)
  })
}
