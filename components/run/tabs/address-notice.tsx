'use client'

/** Says what a link names and this run does not have; silence would pass something else off as it. */
import { useSearchParams } from 'next/navigation'
import { counted } from '@/components/format/figures'
import { cellOf } from '@/components/heat-map/run-view-state'
import { Notice } from '@/components/ui/notice'
import type { RunReport } from '@/lib/core/summary/report'

type Named = Pick<RunReport, 'trials' | 'totalTrials' | 'points' | 'spec'>

export function AddressNotice({ report }: { report: Named }) {
  const address = useSearchParams()
  const words = unknownPlaces({ cell: address.get('cell'), trial: address.get('trial') }, report)
  if (words.length === 0) return null
  return (
    <Notice tone="unsure" title="This link names what the run does not have">
      {words.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  )
}

/** A sentence for each of them. */
export function unknownPlaces(
  { cell, trial }: { cell: string | null; trial: string | null },
  report: Named,
): string[] {
  const { trials, totalTrials, points, spec } = report
  const { strategies } = spec
  return [
    ...(cell === null || cellOf(cell, report)
      ? []
      : [
          `Cell ${cell} is none of ${counted(points.length, 'fault point')} × ${counted(strategies.length, 'strategy', 'strategies')}: all are shown.`,
        ]),
    ...(trial === null || trials.some(({ index }) => String(index + 1) === trial)
      ? []
      : [`Trial ${trial} is not among those that have ended, ${trials.length} of ${totalTrials}.`]),
  ]
}
