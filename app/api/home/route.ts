import { readHome } from '@/lib/db/read-home'
import { answer } from '../answers/problem'

export const dynamic = 'force-dynamic'

/** What the first page shows, besides the board of objectives. */
export function GET(): Promise<Response> {
  return answer(() => readHome())
}
