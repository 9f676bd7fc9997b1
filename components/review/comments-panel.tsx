'use client'

/** Every thread of a run, open ones first; and a field for a comment on the run as a whole. */
import { useEffect } from 'react'
import { counted } from '@/components/format/figures'
import { Panel } from '@/components/ui/panel'
import type { Review } from '@/lib/core/review/review'
import type { RunReport } from '@/lib/core/summary/report'
import { useAskedFor } from './asked-for'
import { CommentEditor } from './comment-editor'
import { useBeginThread } from './review-changes'
import { ThreadCard } from './thread-card'
import styles from './review.module.css'
import ui from '@/components/ui/ui.module.css'

export function CommentsPanel({ report, review }: { report: RunReport; review: Review }) {
  const begin = useBeginThread(report.id)
  useBringIntoSight(useAskedFor())
  const { threads } = review
  const inOrder = [
    ...threads.filter(({ resolved }) => resolved === null),
    ...threads.filter(({ resolved }) => resolved !== null),
  ]
  return (
    <Panel title="Comments" note={commentsNote(review)}>
      <div className={styles.threads}>
        {/* Whoever does not see that somebody else has written something hears it. */}
        <span className={ui.unseen} role="status">
          {commentsNote(review)}
        </span>
        {threads.length === 0 ? (
          <p className={styles.soft}>
            Nobody has commented on this run. A cell of the fault matrix, a part of a trial’s timeline and a
            finding take comments where they stand
            <span data-needs="editor">; what is about the run as a whole goes here</span>.
          </p>
        ) : null}
        <p className={styles.soft} data-for="viewers">
          Editors can comment.
        </p>
        {inOrder.map((thread) => (
          <ThreadCard key={thread.id} report={report} thread={thread} withPlace />
        ))}
        <div data-needs="editor">
          <CommentEditor
            label="Comment on the run"
            {...{ keptAs: `${report.id}.run`, send: 'Comment' }}
            busy={begin.isPending}
            error={begin.error}
            onSend={(text, onArrived) =>
              begin.mutate({ place: { on: 'run' }, text }, { onSuccess: onArrived })
            }
          />
        </div>
      </div>
    </Panel>
  )
}

/** Those that were deleted do not count, as in the list of reviews. */
export function commentsNote({ threads, openThreads }: Pick<Review, 'threads' | 'openThreads'>): string {
  if (threads.length === 0) return 'none yet'
  const comments = threads.flatMap((thread) => thread.comments).filter(({ deleted }) => !deleted).length
  return `${counted(comments, 'comment')} in ${counted(threads.length, 'thread')}, ${openThreads} open`
}

/** The comment that the address names, once it is there. */
function useBringIntoSight(anchor: string): void {
  useEffect(() => {
    if (anchor !== '') document.getElementById(anchor)?.scrollIntoView({ block: 'center' })
  }, [anchor])
}
