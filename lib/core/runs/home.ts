/** What the first page is made of, besides the board of objectives. */
import type { RunListItem } from '../summary/report'

export interface HomeAnswer {
  running: RunListItem[]
  /** Runs that wait for a worker. */
  queued: number
  /** The newest ones that do not run now. */
  last: RunListItem[]
  /** Reviews that wait for whoever looks. */
  reviewsWaiting: number
  /** All runs there are. */
  total: number
}
