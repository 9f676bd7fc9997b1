'use client'

import { Button } from '@mantine/core'
import {
  IconCopy,
  IconPin,
  IconPinnedOff,
  IconPlayerPlay,
  IconPlayerStop,
  IconRepeat,
  IconTrash,
} from '@tabler/icons-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { describeError } from '@/components/data/api'
import { isLive, useAskRun, useCreateRun, useDeleteRun, usePinRun } from '@/components/data/queries'
import type { RunReport } from '@/lib/core/summary/report'
import { counted } from '@/components/format/figures'
import { CompareMenu } from '@/components/compare/compare-menu'
import { ShareButton } from '@/components/share/share-button'
import { ExportMenu } from './export-menu'
import { cancelWords } from './progress-words'
import { isIncomplete, useRunCommands } from './run-commands'
import styles from './run.module.css'

/** Cancel while it is under way, once it is said what that throws away; resume, run again, change, delete once it has ended; what was measured can be taken away at any time. */
export function RunActions({ report, silent }: { report: RunReport; silent: boolean }) {
  const router = useRouter()
  const [asks, setAsks] = useState<'to-delete' | 'to-cancel' | null>(null)
  const cancel = useAskRun(report.id, 'cancel')
  const resume = useAskRun(report.id, 'resume')
  const again = useCreateRun()
  const remove = useDeleteRun(report.id)
  const pin = usePinRun(report.id)
  const error = cancel.error ?? resume.error ?? again.error ?? remove.error ?? pin.error
  const runAgain = () =>
    again.mutate({ ...report.spec, tags: report.tags }, { onSuccess: ({ id }) => router.push(`/runs/${id}`) })
  // Of a run that waits nothing is thrown away.
  const askToCancel = () => (report.status === 'running' ? setAsks('to-cancel') : cancel.mutate())
  const takeUp = () => {
    // It may have ended while the question stood there.
    setAsks(null)
    resume.mutate()
  }
  useRunCommands(report, {
    ...{ cancel: askToCancel, resume: takeUp, runAgain },
    pin: () => pin.mutate(!report.pinned),
  })
  const icon = { size: 16, stroke: 1.7, 'aria-hidden': true }
  return (
    <div className={styles.actions}>
      {isLive(report.status) && asks === 'to-cancel' && !report.cancelRequested ? (
        <>
          <span className={styles.question}>Cancel this run? {cancelWords(report)}</span>
          <Button
            color="red"
            autoFocus
            loading={cancel.isPending}
            disabled={silent}
            onClick={() => cancel.mutate(undefined, { onSuccess: () => setAsks(null) })}
          >
            Cancel the run
          </Button>
          <Button variant="default" onClick={() => setAsks(null)}>
            Go on
          </Button>
        </>
      ) : isLive(report.status) ? (
        <>
          <ExportMenu run={report} />
          <Button
            data-needs="editor"
            data-main
            variant="default"
            leftSection={<IconPlayerStop {...icon} />}
            loading={cancel.isPending}
            disabled={report.cancelRequested || silent}
            onClick={askToCancel}
          >
            {report.cancelRequested ? 'Stopping …' : 'Cancel'}
          </Button>
        </>
      ) : asks === 'to-delete' ? (
        <>
          <span className={styles.question}>Delete this run and all its data?</span>
          <Button
            color="red"
            loading={remove.isPending || remove.isSuccess}
            onClick={() => remove.mutate(undefined, { onSuccess: () => router.push('/runs') })}
          >
            Delete
          </Button>
          <Button variant="default" onClick={() => setAsks(null)}>
            Keep
          </Button>
        </>
      ) : (
        <>
          <CompareMenu run={report} />
          <ExportMenu run={report} />
          {report.trials.length > 0 ? <ShareButton of={{ kind: 'run', ...report }} /> : null}
          <Button
            data-needs="editor"
            variant="default"
            leftSection={report.pinned ? <IconPinnedOff {...icon} /> : <IconPin {...icon} />}
            loading={pin.isPending}
            title="A pinned run stays when old runs are cleaned up (RETRYSCOPE_KEEP_DAYS)."
            onClick={() => pin.mutate(!report.pinned)}
          >
            {report.pinned ? 'Unpin' : 'Pin'}
          </Button>
          <Button
            data-needs="editor"
            variant="default"
            leftSection={<IconTrash {...icon} />}
            onClick={() => setAsks('to-delete')}
          >
            Delete
          </Button>
          <Button
            data-needs="editor"
            variant="default"
            component={Link}
            href={`/experiments/new?from=${report.id}`}
            leftSection={<IconCopy {...icon} />}
          >
            Change and run
          </Button>
          {isIncomplete(report) ? (
            <Button
              data-needs="editor"
              data-main
              variant="default"
              leftSection={<IconPlayerPlay {...icon} />}
              loading={resume.isPending}
              title={resumeWords(report)}
              onClick={takeUp}
            >
              Resume
            </Button>
          ) : null}
          <Button
            data-needs="editor"
            data-main={isIncomplete(report) ? undefined : true}
            leftSection={<IconRepeat {...icon} />}
            loading={again.isPending || again.isSuccess}
            title={seedWords(report.spec)}
            onClick={runAgain}
          >
            Run again
          </Button>
        </>
      )}
      {error ? (
        <span role="alert" className={styles.actionError}>
          {describeError(error).title}. {describeError(error).detail}
        </span>
      ) : null}
    </div>
  )
}

function resumeWords({ trials, totalTrials, seed }: RunReport): string {
  const missing = totalTrials - trials.length
  if (missing === 0) return 'All trials are done: it only has to be judged'
  return `Measures ${missing} of ${counted(totalTrials, 'trial')}, with seed ${seed}; finished ones stay`
}

/** What "again" means for the draws. */
function seedWords({ seed }: RunReport['spec']): string {
  const tags = '; tags are kept, the version is not'
  return seed === undefined
    ? `The same spec with a new seed, because the spec names none${tags}`
    : `The same spec with the same seed, ${seed}${tags}`
}
