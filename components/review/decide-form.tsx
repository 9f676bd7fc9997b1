'use client'

/** One's own decision on a run: approve it or request changes, with why; about the content that was seen, and no other. */
import { Button, Radio, Textarea } from '@mantine/core'
import { useState } from 'react'
import { ErrorNotice } from '@/components/ui/error-notice'
import { LONGEST_NOTE, type ReviewerState, type ReviewVerdict } from '@/lib/core/review/review'
import type { RunReport } from '@/lib/core/summary/report'
import { Caution, cautionWords, type Measured } from './caution'
import { useDecide } from './review-changes'
import { shortHash } from './review-words'
import { useKeptText } from './use-kept-text'
import styles from './review.module.css'

const CHOICES: readonly { value: ReviewVerdict; label: string; description: string }[] = [
  {
    value: 'approve',
    label: 'Approve',
    description: 'The measurement can be relied on, and so can what is said of it',
  },
  {
    value: 'request-changes',
    label: 'Request changes',
    description: 'Something has to be measured or said otherwise first',
  },
]

export function DecideForm({
  report,
  contentHash,
  own,
}: {
  report: Pick<RunReport, 'id'> & Measured
  /** Of what is on the page. */
  contentHash: string
  /** What was decided before. */
  own: ReviewerState['decision']
}) {
  const before = own?.current ? own : null
  const [verdict, setVerdict] = useState<ReviewVerdict | null>(before?.verdict ?? null)
  const { text, setText, forget } = useKeptText(`${report.id}.decision`, before?.note ?? '')
  const decide = useDecide(report.id)
  const isSame = before !== null && before.verdict === verdict && (before.note ?? '') === text.trim()
  // Whoever made the run has to know what to change.
  const needsWhy = verdict === 'request-changes'
  const lacksWhy = needsWhy && text.trim() === ''
  return (
    <form
      className={styles.decide}
      data-needs="editor"
      onSubmit={(event) => {
        event.preventDefault()
        if (verdict !== null && !isSame && !lacksWhy)
          decide.mutate({ verdict, note: text.trim(), contentHash }, { onSuccess: forget })
      }}
    >
      <Radio.Group
        label={before ? 'Your decision' : 'Decide'}
        description={`About the content as you see it (${shortHash(contentHash)}). It counts until the run is taken up again.`}
        value={verdict}
        onChange={(value) => setVerdict(CHOICES.find((choice) => choice.value === value)?.value ?? null)}
      >
        <div className={styles.choices}>
          {CHOICES.map((choice) => (
            <Radio key={choice.value} {...choice} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={needsWhy ? 'What has to change' : 'Why'}
        required={needsWhy}
        error={lacksWhy && text !== '' ? 'Blanks alone do not say it' : null}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={LONGEST_NOTE}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Caution words={cautionWords(report)} />
      <ErrorNotice error={decide.error} />
      <div className={styles.row}>
        <Button type="submit" loading={decide.isPending} disabled={verdict === null || isSame}>
          {before ? 'Decide anew' : 'Decide'}
        </Button>
        {isSame ? <span className={styles.soft}>This is what you have decided.</span> : null}
      </div>
    </form>
  )
}
