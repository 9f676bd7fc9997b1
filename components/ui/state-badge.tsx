/** Status, verdict and quality of a run: always a sign beside the colour. */
import type { RunStatus } from '@/lib/core/summary/report'
import type { Verdict } from '@/lib/core/summary/verdict'
import styles from './ui.module.css'

type Tone = 'good' | 'bad' | 'unsure' | 'calm' | 'accent'

/** A small label with a sign. */
export function Badge({ tone, sign, children }: { tone: Tone; sign: string; children: string }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      <span aria-hidden="true">{sign}</span>
      {children}
    </span>
  )
}

const STATUSES: Record<RunStatus, { tone: Tone; sign: string }> = {
  queued: { tone: 'calm', sign: '○' },
  running: { tone: 'accent', sign: '▶' },
  completed: { tone: 'calm', sign: '✓' },
  failed: { tone: 'bad', sign: '✕' },
  cancelled: { tone: 'calm', sign: '■' },
}

export function StatusBadge({ status }: { status: RunStatus }) {
  return <Badge {...STATUSES[status]}>{status}</Badge>
}

const VERDICTS: Record<Verdict, { tone: Tone; sign: string; words: string }> = {
  pass: { tone: 'good', sign: '✓', words: 'thresholds held' },
  fail: { tone: 'bad', sign: '✕', words: 'thresholds missed' },
  inconclusive: { tone: 'unsure', sign: '?', words: 'inconclusive' },
}

/** Verdict over the thresholds; nothing without thresholds. */
export function VerdictBadge({ verdict }: { verdict: Verdict | null }) {
  if (verdict === null) return null
  const { words, ...look } = VERDICTS[verdict]
  return <Badge {...look}>{words}</Badge>
}

/** Whether the figures may be believed; nothing before the first trial. */
export function QualityBadge({ quality }: { quality: 'good' | 'suspect' | null }) {
  if (quality === null) return null
  return quality === 'good' ? (
    <Badge tone="good" sign="✓">
      good measurement
    </Badge>
  ) : (
    <Badge tone="unsure" sign="!">
      suspect measurement
    </Badge>
  )
}
