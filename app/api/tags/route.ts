import { listTags } from '@/lib/db/find-runs'
import { answer } from '../answers/problem'

export const dynamic = 'force-dynamic'

/** Every tag that some run carries. */
export function GET(): Promise<Response> {
  return answer(async () => ({ tags: await listTags() }))
}
