'use client'

/** Which part of a run is looked at, and which of its trials: kept in the address, so that a link shows what its sender saw. */
import { parseAsInteger, parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs'
import { RUN_TABS, type RunTab } from '@/lib/core/runs/run-tabs'
import type { RunReport, TrialReport } from '@/lib/core/summary/report'

const parseAsTab = parseAsStringLiteral(RUN_TABS).withDefault('overview')
const parseAsTrial = parseAsInteger.withOptions({ history: 'replace' })

/** Going back in the browser goes back to the tab before. */
export function useRunTab() {
  return useQueryState('tab', parseAsTab.withOptions({ history: 'push' }))
}

/** The trial in the address, counted from 1; null = none was chosen. */
export function useTrialInAddress() {
  return useQueryState('trial', parseAsTrial)
}

/**
 * The trial that is looked at: the chosen one, or else the first of the chosen fault point, or else the first.
 * @returns null before a trial has ended
 */
export function useChosenTrial(
  { trials }: Pick<RunReport, 'trials'>,
  pointIndex: number | null,
): { trial: TrialReport | null; choose(index: number): void } {
  const [asked, setAsked] = useTrialInAddress()
  const trial =
    trials.find(({ index }) => index + 1 === asked) ??
    trials.find((one) => one.pointIndex === pointIndex) ??
    trials[0] ??
    null
  return { trial, choose: (index) => void setAsked(index + 1) }
}

/** Opens a part of the run at one of its trials: one step back in the browser leads here again. */
export function useOpenTrial(): (tab: RunTab, index: number) => void {
  const [, setView] = useQueryStates({ tab: parseAsTab, trial: parseAsTrial }, { history: 'push' })
  return (tab, index) => void setView({ tab, trial: index + 1 })
}
