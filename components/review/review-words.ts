/** A review in words: what a comment is about, who, which content. */
import { spanWords } from '@/components/format/instants'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import { readFindingId, type Place } from '@/lib/core/review/place'
import { readCellAddress } from '@/lib/core/runs/cell-address'
import { decisionCounts, type Review } from '@/lib/core/review/review'
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

/** "Anna and Ben", "Anna, Ben and Cem". */
export function names(all: readonly string[]): string {
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

/** "Eddi has since requested changes": what is said against a baseline now; null where nothing is. */
export function objection({ baseline, reviewers }: Pick<Review, 'baseline' | 'reviewers'>): string | null {
  const against = reviewers.flatMap((one) =>
    one.decision?.verdict === 'request-changes' && decisionCounts(one)
      ? [{ name: one.name, at: one.decision.at }]
      : [],
  )
  if (!baseline || against.length === 0) return null
  const { since } = baseline
  const when = against.every(({ at }) => at > since) ? 'since ' : ''
  const has = against.length === 1 ? 'has' : 'have'
  return `${names(against.map(({ name }) => name))} ${has} ${when}requested changes`
}

/** The first letters of a content’s hash: enough to see whether two are the same. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8)
}
