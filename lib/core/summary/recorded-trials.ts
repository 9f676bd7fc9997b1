/**
 * Trials that were recorded with a profile: recording slows operations down, so their figures are not mixed with those of others
 * (docs/decisions/016).
 */
interface MaybeRecorded {
  pointIndex: number
  profiled?: boolean
}

/** What figures are made of: of each fault point the trials without a recording, or all where every one has been recorded. */
export function comparableTrials<Trial extends MaybeRecorded>(trials: readonly Trial[]): Trial[] {
  const unrecorded = new Set(trials.filter(({ profiled }) => !profiled).map(({ pointIndex }) => pointIndex))
  return trials.filter(({ profiled, pointIndex }) => !profiled || !unrecorded.has(pointIndex))
}

/** A sentence on recorded trials: that they are left out, or that there was nothing else; null where none was recorded. */
export function recordedWords(trials: readonly MaybeRecorded[]): string | null {
  const recorded = trials.filter(({ profiled }) => profiled).length
  if (recorded === 0) return null
  const used = comparableTrials(trials)
  const usedRecorded = used.filter(({ profiled }) => profiled).length
  const leftOut = recorded - usedRecorded
  const sentences = [
    ...(leftOut === 0
      ? []
      : [`${trialsWords(leftOut)} recorded with a profile ${isAre(leftOut)} left out of the figures.`]),
    ...(usedRecorded === 0
      ? []
      : [
          `${usedRecorded === used.length ? 'Every figure comes' : 'Some figures come'} from ${trialsWords(usedRecorded)} that ${usedRecorded === 1 ? 'was' : 'were'} recorded with a profile, which slows operations down: do not compare them with those of unrecorded trials.`,
        ]),
  ]
  return sentences.join(' ')
}

function trialsWords(count: number): string {
  return `${count} ${count === 1 ? 'trial' : 'trials'}`
}

function isAre(count: number): string {
  return count === 1 ? 'is' : 'are'
}
