/** The picture of a shared page for previews of its link. */
import { caught } from '../../../api/answers/problem'
import { sharedAnswer } from '../../shared-answer'

export const dynamic = 'force-dynamic'

interface Context {
  params: Promise<{ token: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return caught(async () => sharedAnswer(request, (await params).token, 'preview.png'))
}
