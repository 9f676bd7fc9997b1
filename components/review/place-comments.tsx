'use client'

/** What was said about a cell or a finding, where it is shown, and a field to say more. */
import { placeKey, type Place } from '@/lib/core/review/place'
import type { RunReport } from '@/lib/core/summary/report'
import { NewThread } from './new-thread'
import { useReview } from './review-queries'
import { PLACE_KINDS } from './review-words'
import { ThreadCard } from './thread-card'
import styles from './review.module.css'

export function PlaceComments({ report, place }: { report: RunReport; place: Place }) {
  const { data } = useReview(report.id)
  const key = placeKey(place)
  const threads = data?.threads.filter((thread) => placeKey(thread.place) === key) ?? []
  const kind = PLACE_KINDS[place.on]
  return (
    // No landmark: each finding of a page has one.
    <div role="group" className={styles.threads} aria-label={`Comments on this ${kind}`}>
      {threads.map((thread) => (
        <ThreadCard key={thread.id} report={report} thread={thread} withPlace={false} />
      ))}
      <NewThread key={key} runId={report.id} place={place} words={`Comment on this ${kind}`} />
    </div>
  )
}
