/** Work that went on after its caller had left. */
import { count, type FindingRule } from '../finding'
import { largest } from '../operations'

export const leakedWork: FindingRule = {
  name: 'leaked-work',
  title: 'Work goes on after cancellation',
  description: 'Attempts began after their caller had left.',
  remedy:
    'Pass the caller’s deadline or signal down into every wait and every attempt, and check it before each wait.',
  look({ attempts }) {
    const leaked = attempts.filter(({ stop }) => stop === 'after-end')
    const [first] = leaked
    if (!first) return null
    const operations = new Set(leaked.map(({ operation }) => operation)).size
    const latest = largest(
      leaked.map(({ endMs, operationEndMs }) => endMs - operationEndMs),
      0,
    )
    return {
      severity: 'problem',
      evidence: `${count(leaked.length)} attempts of ${count(operations)} operations began after the caller had left; the last ended ${(latest / 1000).toFixed(1)} s later`,
      measure: leaked.length,
      atMs: first.startMs,
    }
  },
}
