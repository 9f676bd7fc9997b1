'use client'

/** Begins a thread: a button that becomes a field. */
import { IconMessagePlus } from '@tabler/icons-react'
import { placeKey, type Place } from '@/lib/core/review/place'
import { CommentEditor } from './comment-editor'
import { useBeginThread } from './review-changes'
import { hasKeptText } from './use-kept-text'
import { useOpening } from './use-opening'
import styles from './review.module.css'
import ui from '@/components/ui/ui.module.css'

export function NewThread({
  runId,
  place,
  words,
  keptAs = `${runId}.${placeKey(place)}`,
  onBegun,
}: {
  runId: string
  place: Place
  /** "Comment on this cell". */
  words: string
  /** Where the place changes while somebody writes. */
  keptAs?: string
  /** Calls back when the thread has arrived, with the place that it was sent for. */
  onBegun?: (place: Place) => void
}) {
  const { isOpen, open, close, autoFocus } = useOpening(() => hasKeptText(keptAs))
  const begin = useBeginThread(runId)
  return (
    <div data-needs="editor" className={styles.newThread}>
      {isOpen ? (
        <CommentEditor
          label={words}
          {...{ keptAs, send: 'Comment' }}
          busy={begin.isPending}
          error={begin.error}
          autoFocus
          onSend={(text, onArrived) =>
            begin.mutate(
              { place, text },
              {
                onSuccess: () => {
                  onBegun?.(place)
                  onArrived()
                },
              },
            )
          }
          onCancel={close}
        />
      ) : (
        <button type="button" className={ui.textButton} autoFocus={autoFocus} onClick={open}>
          <IconMessagePlus size={15} stroke={1.7} aria-hidden="true" />
          {words}
        </button>
      )}
    </div>
  )
}
