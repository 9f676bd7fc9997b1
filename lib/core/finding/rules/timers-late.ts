/** Waits that ended late: the event loop was busy, and the harness measured itself. */
import { type FindingRule } from '../finding'
import { isRetry } from '../operations'

const MIN_RETRIES = 100
const LIMIT_MS = 20

export const timersLate: FindingRule = {
  name: 'timers-late',
  title: 'Timers ran late',
  description: `One in a hundred of at least ${MIN_RETRIES} backoff waits ended more than ${LIMIT_MS} ms later than drawn.`,
  remedy:
    'The machine or the event loop was busy: lower the concurrency, run fewer arms at once, or keep other programs off. In your own service, look for what blocks its loop.',
  look({ attempts }) {
    const late = attempts
      .filter((attempt) => isRetry(attempt) && attempt.plannedDelayMs > 0)
      .map(({ actualDelayMs, plannedDelayMs, startMs }) => ({
        byMs: actualDelayMs - plannedDelayMs,
        startMs,
      }))
      .sort((a, b) => a.byMs - b.byMs)
    const p99 = late[Math.ceil(0.99 * late.length) - 1]
    if (late.length < MIN_RETRIES || !p99 || p99.byMs <= LIMIT_MS) return null
    return {
      severity: 'caution',
      evidence: `P99 of ${late.length} waits was ${p99.byMs.toFixed(1)} ms late; the latest ${(late.at(-1)?.byMs ?? NaN).toFixed(1)} ms`,
      measure: p99.byMs,
      atMs: late.at(-1)?.startMs ?? null,
    }
  },
}
