'use client'

/** A comment: who said it when, and what; its author changes it, its author and administrators delete it. */
import { Button } from '@mantine/core'
import { LocalTime } from '@/components/format/local-time'
import { MarkdownLater } from '@/components/markdown/markdown-later'
import { AskedTwice } from '@/components/ui/asked-twice'
import { ErrorNotice } from '@/components/ui/error-notice'
import type { Comment } from '@/lib/core/review/comment'
import { commentAnchor } from './asked-for'
import { CommentEditor } from './comment-editor'
import { useDeleteComment, useEditComment } from './review-changes'
import { hasKeptText } from './use-kept-text'
import { useOpening } from './use-opening'
import styles from './review.module.css'

export function CommentItem({ runId, comment }: { runId: string; comment: Comment }) {
  const { id, author, text, createdAt, editedAt, deleted, mayDelete } = comment
  const keptAs = `${runId}.edit ${id}`
  const editing = useOpening(() => author.you && !deleted && hasKeptText(keptAs))
  const edit = useEditComment(runId, id)
  const remove = useDeleteComment(runId, id)
  const anchor = commentAnchor(comment)
  return (
    <li id={anchor} className={styles.comment}>
      <div className={styles.by}>
        <strong>{author.name}</strong>
        {author.you ? <span className={styles.soft}>you</span> : null}
        <a href={`?tab=review#${anchor}`} className={styles.when}>
          <LocalTime iso={createdAt} relative />
        </a>
        {editedAt && !deleted ? (
          <span className={styles.soft}>
            edited <LocalTime iso={editedAt} relative />
          </span>
        ) : null}
        {deleted || editing.isOpen ? null : (
          <span className={styles.acts} data-needs="editor">
            {author.you ? (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label="Edit your comment"
                autoFocus={editing.autoFocus}
                onClick={editing.open}
              >
                Edit
              </Button>
            ) : null}
            {mayDelete ? (
              <AskedTwice
                words="Delete"
                label={`Delete the comment of ${author.name}`}
                sure="Delete for good"
                sureLabel={`Delete for good the comment of ${author.name}`}
                busy={remove.isPending}
                quiet
                onSure={() => remove.mutate(undefined)}
              />
            ) : null}
          </span>
        )}
      </div>
      {deleted ? (
        <p className={styles.soft}>This comment was deleted.</p>
      ) : editing.isOpen ? (
        <CommentEditor
          label="Your comment"
          {...{ keptAs, initial: text, send: 'Save' }}
          busy={edit.isPending}
          error={edit.error}
          autoFocus
          onSend={(next, onArrived) => edit.mutate(next, { onSuccess: onArrived })}
          onCancel={editing.close}
        />
      ) : (
        <MarkdownLater text={text} />
      )}
      <ErrorNotice error={remove.error} />
    </li>
  )
}
