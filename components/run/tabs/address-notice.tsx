'use client'

/** Says what a link names and this run does not have; silence would pass something else off as it. */
import { useSearchParams } from 'next/navigation'
import { counted } from '@/components/format/figures'
import { cellOf } from '@/components/heat-map/run-view-state'
import { parseAsOperation } from '@/components/run/operations/operations-view'
import { Notice } from '@/components/ui/notice'
import { RUN_TABS } from '@/lib/core/runs/run-tabs'
import type { RunReport } from '@/lib/core/summary/report'

type Named = Pick<RunReport, 'trials' | 'totalTrials' | 'points' | 'spec'>

/** As they stand in the address; null = not there. */
type Places = Record<'tab' | 'cell' | 'trial' | 'operation', string | null>

export function AddressNotice({ report }: { report: Named }) {
  const address = useSearchParams()
  const words = unknownPlaces(
    {
      tab: address.get('tab'),
      cell: address.get('cell'),
      trial: address.get('trial'),
      operation: address.get('operation'),
    },
    report,
  )
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
export function unknownPlaces({ tab, cell, trial, operation }: Places, report: Named): string[] {
  const { trials, totalTrials, points, spec } = report
  const { strategies } = spec
  const opened = operation === null ? null : parseAsOperation.parse(operation)
  return [
    ...(tab === null || RUN_TABS.some((name) => name === tab)
      ? []
      : [`“${tab}” is no part of a run: the overview is shown.`]),
    ...(cell === null || cellOf(cell, report)
      ? []
      : [
          `Cell ${cell} is none of ${counted(points.length, 'fault point')} × ${counted(strategies.length, 'strategy', 'strategies')}: all are shown.`,
        ]),
    ...(trial === null || trials.some(({ index }) => String(index + 1) === trial)
      ? []
      : [`Trial ${trial} is not among those that have ended, ${trials.length} of ${totalTrials}.`]),
    ...(operation === null || (opened && opened.arm < strategies.length)
      ? []
      : [`Operation ${operation} belongs to no strategy of this run: none is opened.`]),
  ]
}
