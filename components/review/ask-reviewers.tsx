'use client'

/** Asks people to review the run; says what it takes where nobody signs in. */
import { Button, MultiSelect, Skeleton } from '@mantine/core'
import { useState } from 'react'
import { ErrorNotice } from '@/components/ui/error-notice'
import type { ReviewerState } from '@/lib/core/review/review'
import { isAwaited } from '@/lib/core/review/review'
import { useAskReviewers, usePeopleToAsk } from './review-changes'
import styles from './review.module.css'

export function AskReviewers({
  runId,
  reviewers,
  onClose,
}: {
  runId: string
  reviewers: readonly ReviewerState[]
  onClose: () => void
}) {
  const { data, error } = usePeopleToAsk()
  const [chosen, setChosen] = useState<string[]>([])
  const [listIsOpen, setListIsOpen] = useState(false)
  const ask = useAskReviewers(runId)
  const awaited = new Set(reviewers.filter(isAwaited).map(({ accountId }) => accountId))
  const people = data?.people.filter(({ id }) => !awaited.has(id)) ?? []
  const close = (
    <Button variant="default" onClick={onClose}>
      Close
    </Button>
  )
  if (error) return <ErrorNotice error={error} />
  if (!data) return <Skeleton height={62} />
  if (people.length === 0)
    return (
      <div className={styles.row}>
        <span className={styles.soft}>
          {!data.accounts
            ? 'Nobody signs in here, so there is nobody else to ask. With RETRYSCOPE_AUTH=on people have accounts.'
            : 'Everybody who may decide has been asked.'}
        </span>
        {close}
      </div>
    )
  return (
    <form
      className={styles.ask}
      onKeyDown={(event) => {
        // Not the one that closes the list of names.
        if (event.key === 'Escape' && !event.defaultPrevented && !listIsOpen) onClose()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen.length > 0) ask.mutate(chosen, { onSuccess: onClose })
      }}
    >
      <MultiSelect
        label="Who is to review it"
        placeholder={chosen.length === 0 ? 'Names' : ''}
        data={people.map(({ id, name, you }) => ({ value: id, label: you ? `${name} (you)` : name }))}
        value={chosen}
        onChange={setChosen}
        maxValues={20}
        searchable
        onDropdownOpen={() => setListIsOpen(true)}
        onDropdownClose={() => setListIsOpen(false)}
        data-autofocus
      />
      <div className={styles.row}>
        <Button type="submit" loading={ask.isPending} disabled={chosen.length === 0}>
          Ask
        </Button>
        {close}
      </div>
      <ErrorNotice error={ask.error} />
    </form>
  )
}
