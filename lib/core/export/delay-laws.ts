/** What the strategies of a run may wait, for its files. */
import type { ExperimentSpec } from '../experiment/spec'
import { builtInCatalogue } from '../strategy/catalogue'
import { delayLawOf, type DelayLaw } from '../strategy/delay-law'
import { MOST_RETRIES } from '../summary/delay-figures'

/** One per strategy. Some tenths of a second: its own code draws many sequences. */
export function delayLawsOf({ strategies }: Pick<ExperimentSpec, 'strategies'>): Promise<DelayLaw[]> {
  return Promise.all(
    strategies.map(({ use, params }) => delayLawOf(builtInCatalogue.find(use), params, MOST_RETRIES)),
  )
}
