/** The caller's deadline ended operations that the strategy would have gone on with. */
import { count, percent, type FindingRule } from '../finding'
import { closesOperation } from '../../history/attempt'

const MIN_OPERATIONS = 5
const MIN_SHARE = 0.1

export const deadlineCut: FindingRule = {
  name: 'deadline-cut',
  title: 'The deadline cut the retries short',
  description: `At least ${MIN_OPERATIONS} operations, and a tenth of those that did not succeed, ended at their caller's deadline and not by the strategy's own limits.`,
  remedy:
    'Make the retry window fit: a shorter attempt time-out or smaller delays, or a longer deadline. What cannot fit should give up at once (deadline-aware).',
  look({ attempts }) {
    const failed = attempts.filter((attempt) => closesOperation(attempt.stop) && attempt.stop !== 'succeeded')
    const cut = failed.filter(({ stop }) => stop === 'deadline')
    const share = cut.length / Math.max(1, failed.length)
    if (cut.length < MIN_OPERATIONS || share < MIN_SHARE) return null
    return {
      severity: 'caution',
      evidence: `${count(cut.length)} of ${count(failed.length)} operations that did not succeed (${percent(share)}) ended at the deadline`,
      measure: share,
      atMs: cut[0]?.operationEndMs ?? null,
    }
  },
}
