'use client'

/** What was said about parts of a trial, over the axis of its timeline; and a field to say something about the part in sight. */
import { useState } from 'react'
import { counted } from '@/components/format/figures'
import { spanWords } from '@/components/format/instants'
import { xWithin } from '@/components/timeline/axis/plot'
import { useAxis, usePlot, useShownSpan } from '@/components/timeline/axis/use-axis'
import { placeKey, type Place } from '@/lib/core/review/place'
import type { RunReport } from '@/lib/core/summary/report'
import { NewThread } from './new-thread'
import { useReview } from './review-queries'
import { ThreadCard } from './thread-card'
import { commentedWindows, rowsOf, type CommentedWindow } from './window-marks'
import styles from './review.module.css'

const ROW_HEIGHT = 28
/** A mark is never narrower: a finger has to meet it. */
const NARROWEST = 34

/** @param trial counted from 1 */
export function WindowComments({ report, trial }: { report: RunReport; trial: number }) {
  const { store } = useAxis()
  const { data } = useReview(report.id)
  const windows = commentedWindows(data?.threads ?? [], trial)
  // Who comes from a comment looks at exactly its window.
  const [from, to] = store.span().map(Math.round)
  const [chosen, setChosen] = useState<string | null>(`window ${trial} ${from} ${to}`)
  const open = windows.find(({ key }) => key === chosen)
  return (
    <section className={styles.threads} aria-label={`Comments on parts of trial ${trial}`}>
      <Marks {...{ windows, chosen }} onChoose={(key) => setChosen(key === chosen ? null : key)} />
      {open?.threads.map((thread) => (
        <ThreadCard key={thread.id} report={report} thread={thread} withPlace />
      ))}
      <CommentOnShown
        runId={report.id}
        trial={trial}
        // What somebody has written stays in view.
        onBegun={(place) => setChosen(placeKey(place))}
      />
    </section>
  )
}

function Marks({
  windows,
  chosen,
  onChoose,
}: {
  windows: readonly CommentedWindow[]
  chosen: string | null
  onChoose: (key: string) => void
}) {
  const plot = usePlot()
  const [shownFrom, shownTo] = plot.span
  const inSight = windows.filter(({ place }) => place.toMs > shownFrom && place.fromMs < shownTo)
  const away = windows.length - inSight.length
  if (windows.length === 0 || plot.width === 0) return null
  const boxes = inSight.map(({ place }) => {
    const x = xWithin(place.fromMs, plot)
    const width = Math.max(NARROWEST, xWithin(place.toMs, plot) - x)
    return { x: Math.max(0, Math.min(x, plot.width - width)), width }
  })
  const rows = rowsOf(boxes)
  return (
    <>
      {inSight.length === 0 ? null : (
        <div className={styles.windows} style={{ height: ROW_HEIGHT * (1 + Math.max(...rows)) }}>
          {inSight.map(({ key, place, threads }, at) => (
            <button
              key={key}
              type="button"
              className={styles.window}
              style={{ left: boxes[at]?.x, width: boxes[at]?.width, top: ROW_HEIGHT * (rows[at] ?? 0) + 1 }}
              aria-expanded={key === chosen}
              aria-label={`${counted(threads.length, 'thread')} on ${spanWords([place.fromMs, place.toMs])}`}
              title={spanWords([place.fromMs, place.toMs])}
              data-settled={threads.every(({ resolved }) => resolved !== null)}
              onClick={() => onChoose(key)}
            >
              <span aria-hidden="true">❝</span>
              {threads.length}
            </button>
          ))}
        </div>
      )}
      {away > 0 ? (
        <p className={styles.soft}>{counted(away, 'commented part')} of the trial out of sight.</p>
      ) : null}
    </>
  )
}

/** The part may change while somebody writes: the field says which one it is about now. */
function CommentOnShown({
  runId,
  trial,
  onBegun,
}: {
  runId: string
  trial: number
  onBegun: (place: Place) => void
}) {
  const span = useShownSpan()
  const [fromMs, toMs] = [Math.max(0, Math.round(span[0])), Math.round(span[1])]
  return (
    <NewThread
      runId={runId}
      place={{ on: 'window', trial, fromMs, toMs: Math.max(fromMs + 1, toMs) }}
      words={`Comment on ${spanWords([fromMs, toMs])}`}
      keptAs={`${runId}.window ${trial}`}
      onBegun={onBegun}
    />
  )
}
