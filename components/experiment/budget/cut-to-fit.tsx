'use client'

/** Proposes what to leave out so that a run fits into a time; nothing changes before somebody says so. */
import { Button } from '@mantine/core'
import { IconScissors } from '@tabler/icons-react'
import { useState } from 'react'
import { fitPlan } from '@/lib/core/experiment/fit-plan'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { duration } from '@/components/format/duration'
import { NumberField } from '../number-field'
import { noNumberWords } from '../typed-number'
import type { ExperimentForm } from '../use-experiment-form'
import { cutWords, draftWithCuts } from './cuts'
import styles from './budget.module.css'

const MINUTE_MS = 60_000
const DEFAULT_MINUTES = 10

export function CutToFit({ form, spec }: { form: ExperimentForm; spec: ExperimentSpec }) {
  const [minutes, setMinutes] = useState<number | string>(DEFAULT_MINUTES)
  // The spec that a proposal is about: another one needs another proposal.
  const [asked, setAsked] = useState<{ spec: ExperimentSpec; minutes: number } | null>(null)
  const wanted = Number(minutes)
  const wrong = noNumberWords(minutes) ?? (wanted > 0 ? null : 'minutes must be more than 0')
  return (
    <div className={styles.cut}>
      <div className={styles.ask}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconScissors size={14} aria-hidden="true" />}
          disabled={wrong !== null}
          onClick={() => setAsked({ spec, minutes: wanted })}
        >
          Cut to fit
        </Button>
        <NumberField
          size="xs"
          aria-label="Minutes to fit into"
          className={styles.minutes}
          value={minutes}
          error={wrong !== null}
          onChange={setMinutes}
        />
        <span>min</span>
      </div>
      <div role="status">
        {wrong !== null ? <p className={styles.wrong}>{wrong}</p> : null}
        {asked?.spec === spec ? (
          <Proposal
            spec={spec}
            minutes={asked.minutes}
            onCut={(fitted) => {
              form.replace(draftWithCuts(form.draft, spec, fitted), `Cut to fit ${asked.minutes} min`)
              setAsked(null)
            }}
            onLeave={() => setAsked(null)}
          />
        ) : null}
      </div>
    </div>
  )
}

function Proposal({
  spec,
  minutes,
  onCut,
  onLeave,
}: {
  spec: ExperimentSpec
  minutes: number
  onCut: (fitted: ExperimentSpec) => void
  onLeave: () => void
}) {
  const { spec: fitted, cuts, fits, minMs } = fitPlan(spec, minutes * MINUTE_MS)
  if (cuts.length === 0 && fits) return <p className={styles.word}>✓ It fits as it is.</p>
  return (
    <div className={styles.proposal}>
      {fits ? null : (
        <p className={styles.word}>
          <strong>✕ {minutes} min cannot be reached.</strong> One repetition, trials just long enough for
          intervals, and the ends of each axis take about {duration(minMs)}. Take an axis or a scenario step
          away, or allow more time.
        </p>
      )}
      {cuts.length > 0 ? (
        <>
          <ul className={styles.cuts} aria-label="What would change">
            {cuts.map((cut) => (
              <li key={cut.field}>{cutWords(cut)}</li>
            ))}
          </ul>
          <p className={styles.word}>
            then about <strong>{duration(minMs)}</strong>
          </p>
        </>
      ) : null}
      <div className={styles.actions}>
        {cuts.length > 0 ? (
          <Button size="compact-sm" onClick={() => onCut(fitted)}>
            {fits ? 'Cut' : 'Cut as far as possible'}
          </Button>
        ) : null}
        <Button size="compact-sm" variant="subtle" onClick={onLeave}>
          Leave it
        </Button>
      </div>
    </div>
  )
}
