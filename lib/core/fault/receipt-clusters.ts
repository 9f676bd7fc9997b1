/** What the members said of their leaders. */
import { counted } from '../words/counts'
import { isDisturbed, lookIntervalMs } from './cluster-looks'
import type { WindowEvidence } from './evidence'
import type { FaultStep } from './fault'
import { faultOf } from './registry'
import type { ReceiptLine } from './receipt'

/**
 * A change that falls between two looks, or that two changes hide. Where any was asked for, none at all is too few; where no fault
 * touches the cluster, one that came by itself is too many.
 */
const TOLERATED_CHANGES = 1

/** Half of etcd's election time-out: heartbeats that are late by less change no leader. */
const HARMLESS_MS = 500

/** Number and duration of leader changes, where somebody looked. */
export function leaderLines(evidence: readonly WindowEvidence[], steps: readonly FaultStep[]): ReceiptLine[] {
  const looked = evidence.flatMap(({ leaderChanges }) => (leaderChanges ? [leaderChanges] : []))
  if (looked.length === 0) return []
  const changes = looked.flat()
  const isPredictable = steps.every(saysHowManyChanges)
  const asked = looked.length * steps.filter(({ fault }) => fault === 'leader-transfer').length
  const requested = isPredictable ? asked : null
  const everyMs = lookIntervalMs(steps)
  const tolerance = isDisturbed(steps) ? TOLERATED_CHANGES : 0
  const durations = changes.map(({ leaderlessMs }) => leaderlessMs).sort((a, b) => a - b)
  return [
    {
      ...{ measure: 'leader-changes', title: 'Leader changes seen', unit: 'changes' },
      ...{ requested, measured: changes.length, low: null, high: null },
      tolerance: requested === null ? null : tolerance,
      verdict:
        requested === null
          ? 'informs'
          : Math.abs(changes.length - requested) <= tolerance && (requested === 0 || changes.length > 0)
            ? 'within'
            : 'beyond',
      evidence: `the members’ own statuses, around the proxies, every ${everyMs} ms`,
    },
    ...(durations.length === 0
      ? []
      : [
          {
            ...{ measure: 'leaderless-time', title: 'Without a known leader, longest', unit: 'ms' },
            ...{
              requested: null,
              measured: durations.at(-1) ?? null,
              low: null,
              high: null,
              tolerance: null,
            },
            verdict: 'informs' as const,
            evidence: `${counted(durations.length, 'change')}; looked at every ${everyMs} ms, so shorter gaps are not seen`,
          },
        ]),
  ]
}

/**
 * Killing or pausing a leader makes an election, and so may a lost packet, or anything between members: only a transfer says
 * how many changes there will be, and what callers alone feel makes none.
 */
function saysHowManyChanges({ fault, params }: FaultStep): boolean {
  if (fault === 'latency') {
    const { latencyMs, jitterMs } = params as { latencyMs: number; jitterMs: number }
    return latencyMs + jitterMs < HARMLESS_MS || params.link === 'client'
  }
  const { group } = faultOf({ fault })
  // Names are the clients' own matter.
  return (
    fault === 'leader-transfer' ||
    fault === 'loss' ||
    group === 'names' ||
    (group === 'link' && params.link === 'client')
  )
}
