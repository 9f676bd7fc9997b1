/** Waits that ended late, and whose doing it was: the machine's, the event loop's, or that of how the strategy waits. */
import type { LoopDelays } from '../../history/loop-delays'
import { count } from '../../words/counts'
import type { FindingRule } from '../finding'
import { isRetry } from '../operations'

const MIN_RETRIES = 100
const LIMIT_MS = 20
/** From this share of the loop's delays on, what it waited for was a processor. */
const MACHINE_SHARE = 0.5

type Cause = 'machine' | 'loop' | 'waits' | 'unknown'

const REMEDIES: Record<Cause, string> = {
  machine:
    'The machine was busy, and the harness measured itself: lower the concurrency, run fewer arms at once, or keep other programs off. Do not hold it against the strategy.',
  loop: 'Something computed for long without giving the event loop back: look for it in a trial recorded with a profile; lower the concurrency if it is the load itself. In your own service, look for what blocks its loop.',
  waits:
    'The event loop was on time, and only the waits of this strategy were late: look at how it waits (polling, rounded or chained timers, a queue before its timer).',
  unknown:
    'The machine or the event loop was busy: lower the concurrency, run fewer arms at once, or keep other programs off. In your own service, look for what blocks its loop.',
}

export const timersLate: FindingRule = {
  name: 'timers-late',
  title: 'Timers ran late',
  description: `One in a hundred of at least ${MIN_RETRIES} backoff waits ended more than ${LIMIT_MS} ms later than drawn. Each strategy is judged by its own waits, while a suspect trial is by those of all strategies together. It was the harness where the thread waited for a processor for half of the time by which its event loop was late; else it was what ran on the loop; and the strategy's own way of waiting where the loop was never late.`,
  remedy: REMEDIES.unknown,
  look({ attempts, loop = null }) {
    const late = attempts
      .filter((attempt) => isRetry(attempt) && attempt.plannedDelayMs > 0)
      .map(({ actualDelayMs, plannedDelayMs, startMs }) => ({
        byMs: actualDelayMs - plannedDelayMs,
        startMs,
      }))
      .sort((a, b) => a.byMs - b.byMs)
    const p99 = late[Math.ceil(0.99 * late.length) - 1]
    if (late.length < MIN_RETRIES || !p99 || p99.byMs <= LIMIT_MS) return null
    const cause = causeOf(loop)
    return {
      severity: 'caution',
      evidence: `P99 of the ${count(late.length)} waits of this strategy alone was ${p99.byMs.toFixed(1)} ms late, the latest ${(late.at(-1)?.byMs ?? NaN).toFixed(1)} ms; ${causeWords(loop)}`,
      measure: p99.byMs,
      atMs: late.at(-1)?.startMs ?? null,
      remedy: REMEDIES[cause],
    }
  },
}

function causeOf(loop: LoopDelays | null): Cause {
  if (!loop) return 'unknown'
  if (loop.lateMs === 0) return 'waits'
  if (loop.waitedForCpuMs === null) return 'unknown'
  return loop.waitedForCpuMs >= MACHINE_SHARE * loop.lateMs ? 'machine' : 'loop'
}

function causeWords(loop: LoopDelays | null): string {
  if (!loop) return 'nobody knows whether the event loop was'
  if (loop.lateMs === 0) return 'the event loop itself never was'
  const late = `the event loop was late by ${count(Math.round(loop.lateMs))} ms in all`
  if (loop.waitedForCpuMs === null) return `${late}, and the system does not tell why`
  const waited = `${count(Math.round(loop.waitedForCpuMs))} ms of it waiting for a processor`
  return `${late}, ${waited}: ${causeOf(loop) === 'machine' ? 'the machine was busy (harness)' : 'something ran on the loop'}`
}
