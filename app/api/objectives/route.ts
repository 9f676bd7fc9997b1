import { readBoard } from '@/lib/db/read-board'
import { answer } from '../answers/problem'

export const dynamic = 'force-dynamic'

/** Which strategy holds its thresholds, by experiment, and how it went before. */
export function GET(): Promise<Response> {
  return answer(() => readBoard())
}
