'use client'

/** A field for a comment in Markdown, with a look at how it will be read; what is typed stays until it is sent or thrown away. */
import { Button, Tabs, Textarea } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import { counted } from '@/components/format/figures'
import { MarkdownLater } from '@/components/markdown/markdown-later'
import { ErrorNotice } from '@/components/ui/error-notice'
import { LONGEST_COMMENT } from '@/lib/core/review/comment'
import { useKeptText } from './use-kept-text'
import styles from './review.module.css'

/** Somebody is called by a name, as in other programs; no address of mail. */
const NAMED = /(^|[\s(])@\p{L}/u

export interface EditorInput {
  /** Names the field. */
  label: string
  /** Under which what is typed is kept. */
  keptAs: string
  initial?: string
  send: string
  busy: boolean
  error: Error | null
  autoFocus?: boolean
  /** Calls back when it has arrived. */
  onSend: (text: string, onArrived: () => void) => void
  /** Left out = the field is always there. */
  onCancel?: () => void
}

export function CommentEditor({
  label,
  keptAs,
  initial = '',
  send,
  busy,
  error,
  autoFocus = false,
  onSend,
  onCancel,
}: EditorInput) {
  const { text, setText, forget } = useKeptText(keptAs, initial)
  const [view, setView] = useState<string | null>('write')
  const written = text.trim()
  const isTooLong = written.length > LONGEST_COMMENT
  const canSend = written !== '' && !isTooLong && !busy
  const submit = () => {
    if (!canSend) return
    onSend(written, () => {
      forget()
      setView('write')
      onCancel?.()
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    submit()
  }
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Tabs value={view} onChange={setView} variant="pills" classNames={{ tab: styles.way }}>
        <div className={styles.row}>
          <Tabs.List aria-label={`${label}: write or preview`}>
            <Tabs.Tab value="write">Write</Tabs.Tab>
            <Tabs.Tab value="preview">Preview</Tabs.Tab>
          </Tabs.List>
          {/* The field has it as its name. */}
          <span className={styles.soft} aria-hidden="true">
            {label}
          </span>
        </div>
        <Tabs.Panel value="write">
          <Textarea
            aria-label={label}
            autosize
            minRows={3}
            maxRows={16}
            value={text}
            autoFocus={autoFocus}
            error={isTooLong ? `${counted(written.length - LONGEST_COMMENT, 'character')} too many` : null}
            onKeyDown={onKeyDown}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Tabs.Panel>
        <Tabs.Panel value="preview">
          <div className={styles.preview}>
            {view !== 'preview' ? null : written === '' ? (
              <p className={styles.soft}>Nothing to preview yet.</p>
            ) : (
              <MarkdownLater text={written} />
            )}
          </div>
        </Tabs.Panel>
      </Tabs>
      <ErrorNotice error={error} />
      <div className={styles.row}>
        <Button type="submit" size="compact-md" loading={busy} disabled={!canSend && !busy}>
          {send}
        </Button>
        {onCancel ? (
          <Button
            size="compact-md"
            variant="default"
            onClick={() => {
              forget()
              onCancel()
            }}
          >
            {text === initial ? 'Cancel' : 'Throw away'}
          </Button>
        ) : null}
        <span className={styles.hint}>
          Markdown
          <span className={styles.keys}>
            ; <kbd>Ctrl</kbd> <kbd>Enter</kbd> sends
          </span>
        </span>
      </div>
      {NAMED.test(text) ? (
        <p className={styles.hint}>
          A name after “@” tells nobody.{' '}
          <span data-for="accounts">“Ask for a review …” in the part Review of this page does.</span>
        </p>
      ) : null}
    </form>
  )
}
