/** What became of faults, in words. Apart from the faults themselves, which most of a page does without. */
import type { LedgerEntry, LedgerState } from '@/lib/core/fault/ledger'
import type { StuckFault } from '@/lib/core/summary/report'

type Tone = 'good' | 'bad' | 'unsure' | 'calm' | 'accent'

const STATES: Record<LedgerState, { tone: Tone; sign: string }> = {
  intended: { tone: 'calm', sign: '○' },
  injecting: { tone: 'accent', sign: '▶' },
  active: { tone: 'accent', sign: '▶' },
  done: { tone: 'good', sign: '✓' },
  removed: { tone: 'good', sign: '✓' },
  failed: { tone: 'bad', sign: '✕' },
  stuck: { tone: 'bad', sign: '✕' },
}

/** A fault that was taken away in order may still never have been confirmed: then it gets no tick. */
export function stateLook({ state, confirmed, problem }: LedgerEntry): { tone: Tone; sign: string } {
  const isSound = confirmed && problem === null
  return STATES[state].tone === 'good' && !isSound ? { tone: 'unsure', sign: '!' } : STATES[state]
}

/** "5 of 6 confirmed"; a dash where nothing was to be injected. */
export function ledgerSummary(ledger: readonly LedgerEntry[]): string {
  const confirmed = ledger.filter((entry) => entry.confirmed).length
  return ledger.length === 0 ? '–' : `${confirmed} of ${ledger.length} confirmed`
}

/** Where a fault is stuck: "latency on m1, m2, m3 · trial 2 · lab external-0a1b". @param labels of the arms */
export function stuckPlace({ trialIndex, lab, entry }: StuckFault, labels: readonly string[]): string {
  const { arm, detail } = entry
  const whose = arm === null ? '' : (labels[arm] ?? `strategy ${arm + 1}`)
  return [whose, detail, `trial ${trialIndex + 1}`, `lab ${lab}`].filter((part) => part !== '').join(' · ')
}
