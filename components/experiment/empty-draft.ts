/** Nothing: for those who know what they want. */
import { derivedName } from './derived-name'
import { startingDraft, type ExperimentDraft } from './draft'

export function emptyDraft(): ExperimentDraft {
  const draft = {
    ...startingDraft(),
    ...{ strategies: [], scenario: [], thresholds: [], run: {} },
    ...{ lossPercent: ['0'], latencyMs: ['0'], jitterMs: ['0'], leaderSwitchesPerMinute: ['0'] },
  }
  // It follows what is added, until somebody types one.
  return { ...draft, name: derivedName(draft) }
}
