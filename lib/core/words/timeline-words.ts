/** What a trial's timeline is made of, and what lies behind its charts: on its page and in files. */
import type { TrialReport } from '../summary/report'
import type { TimeBucket } from '../summary/time-buckets'
import { widthOf } from '../summary/timeline-measures'

/** "200 ms"; of arms that ran one after the other, each in its window, "200 and 500 ms". */
export function bucketWords(arms: readonly (readonly TimeBucket[])[]): string {
  return `${[...new Set(arms.map(widthOf).filter((widthMs) => widthMs > 0))].join(' and ')} ms`
}

/** What lies behind the charts, in words. */
export function behindWords({ ledger, leaderEvents }: Pick<TrialReport, 'ledger' | 'leaderEvents'>): string {
  return [
    ...(ledger.length > 0 ? ['Shaded: faults while they lasted, as the lanes name them.'] : []),
    ...(leaderEvents === null
      ? ['Nobody watched the leader.']
      : leaderEvents.length === 0
        ? ['The leader never changed.']
        : [
            'Dashed: a majority of the members names another leader, with the longest time in which some strategy had no success; red: since the old one was asked to go, or none was named.',
          ]),
  ].join(' ')
}
