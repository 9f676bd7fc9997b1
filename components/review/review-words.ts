/** A review in words: what a comment is about, what a reviewer decided, how it all stands. */
import { spanWords } from '@/components/format/instants'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import { readFindingId, type Place } from '@/lib/core/review/place'
import type { Review, ReviewerState } from '@/lib/core/review/review'
import { readCellAddress } from '@/lib/core/runs/cell-address'
import type { RunReport } from '@/lib/core/summary/report'

type Named = Pick<RunReport, 'points' | 'spec' | 'findings'>

/** "Full jitter at 30 % loss", "Trial 3, 1.2 s to 2.5 s", "Retry storm of full jitter". */
export function placeWords(place: Place, { points, spec, findings }: Named): string {
  const label = (arm: number) => spec.strategies[arm]?.label ?? `strategy ${arm + 1}`
  switch (place.on) {
    case 'run':
      return 'The run'
    case 'cell': {
      const cell = readCellAddress(place.cell)
      const point = cell ? points[cell.pointIndex] : undefined
      if (!cell || !point) return `Cell ${place.cell}`
      return `${label(cell.arm)} at ${describeFaultPoint(point, spec.matrix.loss.mode)}`
    }
    case 'window':
      return `Trial ${place.trial}, ${spanWords([place.fromMs, place.toMs])}`
    case 'finding': {
      const named = readFindingId(place.finding)
      if (!named) return `Finding ${place.finding}`
      const found = findings.find(({ rule, arm }) => rule === named.rule && arm === named.arm)
      return `${found?.title ?? named.rule} of ${label(named.arm)}`
    }
  }
}

export const PLACE_KINDS: Record<Place['on'], string> = {
  run: 'run',
  cell: 'cell',
  window: 'time window',
  finding: 'finding',
}

export interface Stand {
  tone: 'good' | 'bad' | 'unsure' | 'calm'
  sign: string
  words: string
}

export const STATES: Record<Review['state'], Stand> = {
  none: { tone: 'calm', sign: '–', words: 'not reviewed' },
  open: { tone: 'unsure', sign: '…', words: 'review open' },
  'changes-requested': { tone: 'bad', sign: '✕', words: 'changes requested' },
  approved: { tone: 'good', sign: '✓', words: 'approved' },
}

/** How one of the reviewers stands. */
export function standOf({ decision, askedAt }: Pick<ReviewerState, 'decision' | 'askedAt'>): Stand {
  if (decision && !decision.current)
    return {
      ...{ tone: 'unsure', sign: '?' },
      words: `${decision.verdict === 'approve' ? 'approved' : 'requested changes of'} an earlier content`,
    }
  if (decision?.verdict === 'approve') return { tone: 'good', sign: '✓', words: 'approves' }
  if (decision) return { tone: 'bad', sign: '✕', words: 'requests changes' }
  return { tone: 'unsure', sign: '…', words: askedAt === null ? 'has not decided' : 'was asked' }
}

/** "Anna and Ben", "Anna, Ben and Cem". */
export function names(all: readonly string[]): string {
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

/** The first letters of a content’s hash: enough to see whether two are the same. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8)
}
