'use client'

/** A thread: what it is about, its comments, an answer, and whether it is settled. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { counted } from '@/components/format/figures'
import { LocalTime } from '@/components/format/local-time'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Badge } from '@/components/ui/state-badge'
import type { Thread } from '@/lib/core/review/comment'
import type { RunReport } from '@/lib/core/summary/report'
import { commentAnchor, useAskedFor } from './asked-for'
import { CommentEditor } from './comment-editor'
import { CommentItem } from './comment-item'
import { useAnswerThread, useResolveThread } from './review-changes'
import { placeWords } from './review-words'
import { useOpenPlace } from './use-open-place'
import { hasKeptText } from './use-kept-text'
import { useOpening } from './use-opening'
import styles from './review.module.css'
import ui from '@/components/ui/ui.module.css'

export function ThreadCard({
  report,
  thread,
  withPlace,
}: {
  report: RunReport
  thread: Thread
  /** Says what it is about, with the way there. */
  withPlace: boolean
}) {
  const { id, place, comments, resolved } = thread
  const keptAs = `${report.id}.answer ${id}`
  const answering = useOpening(() => hasKeptText(keptAs))
  // A settled thread is folded, but not while somebody looks for one of its comments.
  const askedFor = useAskedFor()
  const isSought = comments.some((comment) => commentAnchor(comment) === askedFor)
  const [folded, setFolded] = useState<boolean | null>(null)
  const answer = useAnswerThread(report.id, id)
  const resolve = useResolveThread(report.id, id)
  const openPlace = useOpenPlace()
  const words = placeWords(place, report)
  const isFolded = resolved !== null && (folded ?? !(isSought || answering.isOpen))
  return (
    <article className={styles.thread} aria-label={`Thread on ${words}`} data-resolved={resolved !== null}>
      {withPlace || resolved ? (
        <div className={styles.threadHead}>
          {!withPlace ? null : place.on === 'run' ? (
            <span className={styles.place}>{words}</span>
          ) : (
            <button type="button" className={ui.textButton} onClick={() => openPlace(place)}>
              {words}
            </button>
          )}
          {resolved ? (
            <>
              <Badge tone="good" sign="✓">
                resolved
              </Badge>
              <span className={styles.soft}>
                by {resolved.by} <LocalTime iso={resolved.at} relative />
              </span>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-expanded={!isFolded}
                onClick={() => setFolded(!isFolded)}
              >
                {isFolded
                  ? `Show ${counted(comments.filter(({ deleted }) => !deleted).length, 'comment')}`
                  : 'Fold'}
              </Button>
            </>
          ) : null}
        </div>
      ) : null}
      <ErrorNotice error={resolve.error} />
      {isFolded ? null : (
        <>
          <ol className={styles.comments}>
            {comments.map((comment) => (
              <CommentItem key={comment.id} runId={report.id} comment={comment} />
            ))}
          </ol>
          <div data-needs="editor">
            {answering.isOpen ? (
              <CommentEditor
                label={`Answer in the thread on ${words}`}
                {...{ keptAs, send: 'Answer' }}
                busy={answer.isPending}
                error={answer.error}
                autoFocus
                onSend={(text, onArrived) => answer.mutate(text, { onSuccess: onArrived })}
                onCancel={answering.close}
              />
            ) : (
              <div className={styles.row}>
                <Button
                  variant="default"
                  size="compact-sm"
                  autoFocus={answering.autoFocus}
                  onClick={answering.open}
                >
                  Answer
                </Button>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  disabled={resolve.isPending}
                  onClick={() => resolve.mutate(resolved === null, { onSuccess: () => setFolded(null) })}
                >
                  {resolved ? 'Open again' : 'Resolve'}
                </Button>
              </div>
            )}
          </div>
        </>
      )}
    </article>
  )
}
