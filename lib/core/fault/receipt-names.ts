/** The names of a receipt: new connections by name, against the same by address. */
import { wilson } from '../summary/interval'
import { counted } from '../words/counts'
import { aimOf, describeAim } from './aim'
import type { NameProbe, WindowEvidence } from './evidence'
import type { FaultStep } from './fault'
import type { ReceiptLine } from './receipt'
import { faultOf } from './registry'

/** Below this many new connections nothing is said of names that were to fail. */
const MIN_PROBES = 3
/** In percent of all: a connection that a busy machine held up. */
const TOLERANCE = 10
/** A fault may begin and end so much later than asked. */
const SLACK_MS = 250

const UNIT = '% of new connections'

/** Nothing where no name was made to fail. */
export function nameLines(evidence: readonly WindowEvidence[], steps: readonly FaultStep[]): ReceiptLine[] {
  const failing = steps.filter(({ fault }) => faultOf({ fault }).group === 'names')
  if (failing.length === 0) return []
  return [...probeLines(evidence, failing), questionsLine(evidence)]
}

function probeLines(evidence: readonly WindowEvidence[], failing: readonly FaultStep[]): ReceiptLine[] {
  const asked: NameProbe[] = []
  const spared: NameProbe[] = []
  for (const window of evidence) {
    const aims = failing.map((step) => ({ step, aim: aimOf(step, window) }))
    const lost = aims.find(({ aim }) => aim === null)
    if (lost)
      return [
        namesLine('asked', [], `the members named no leader when ${describeAim(lost.step)} was to be struck`),
      ]
    for (const probe of fairProbes(window, failing)) {
      const isAsked = aims.some(
        ({ step, aim }) => aim?.(probe.member) === true && actsAt(step, window, probe.startMs),
      )
      ;(isAsked ? asked : spared).push(probe)
    }
  }
  return [
    namesLine(
      'asked',
      asked,
      asked.length < MIN_PROBES ? counted(asked.length, 'is too few', 'are too few') : null,
    ),
    ...(spared.length === 0 ? [] : [namesLine('spared', spared, null)]),
  ]
}

/** @param doubt why nobody can tell; null when one can */
function namesLine(
  which: 'asked' | 'spared',
  probes: readonly NameProbe[],
  doubt: string | null,
): ReceiptLine {
  const failed = probes.filter(({ byName }) => !byName).length
  const estimate = wilson(failed, probes.length)
  const requested = which === 'asked' ? 100 : 0
  const measured = estimate && 100 * estimate.value
  const isWithin = measured !== null && Math.abs(measured - requested) <= TOLERANCE
  return {
    measure: which === 'asked' ? 'names-failed' : 'names-failed-otherwise',
    title: which === 'asked' ? 'Failed by name while asked for' : 'Failed by name at other times',
    ...{ unit: UNIT, requested, measured, tolerance: doubt === null ? TOLERANCE : null },
    low: estimate && 100 * estimate.low,
    high: estimate && 100 * estimate.high,
    verdict: doubt !== null ? 'unknown' : isWithin ? 'within' : 'beyond',
    evidence: `${counted(probes.length, 'new connection')} by name, each beside one by address that was made${doubt === null ? '' : `; nobody can tell: ${doubt}`}`,
  }
}

/**
 * Probes that count: by address there was somebody, and no fault on names began or ended meanwhile. Where the link itself is
 * broken, a name that leads nowhere makes no difference.
 */
function fairProbes(window: WindowEvidence, failing: readonly FaultStep[]): NameProbe[] {
  const edges = failing.flatMap((step) => [step.startMs, endOf(step, window)]).filter((edgeMs) => edgeMs > 0)
  return window.nameProbes.filter(
    ({ byAddress, startMs, endMs }) =>
      byAddress && !edges.some((edgeMs) => startMs - SLACK_MS < edgeMs && edgeMs <= endMs),
  )
}

function actsAt(step: FaultStep, window: WindowEvidence, atMs: number): boolean {
  return step.startMs <= atMs && atMs < endOf(step, window)
}

/** Whatever still acts is taken away when the last operation has ended. */
function endOf({ endMs }: FaultStep, { probedUntilMs }: WindowEvidence): number {
  return Math.min(endMs ?? Infinity, probedUntilMs)
}

function questionsLine(evidence: readonly WindowEvidence[]): ReceiptLine {
  const failures = evidence.reduce((sum, { nameFailures }) => sum + (nameFailures ?? 0), 0)
  return {
    ...{ measure: 'name-failures', title: 'Names that were not resolved as usual', unit: 'questions' },
    ...{ requested: null, measured: failures, low: null, high: null, tolerance: null },
    verdict: 'informs',
    evidence:
      'of callers, as the lab’s own resolver says, which also makes them fail; connections that stood ask nothing',
  }
}
