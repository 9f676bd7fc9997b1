'use client'

/** The chart of operations, with their attempts as soon as one is near enough to tell them apart; apart from its panel, which need not follow each step of a pan. */
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, type ComponentProps } from 'react'
import { useOperationsUnder } from '@/components/data/operation-queries'
import type { OperationColumns } from '@/lib/core/trace/operation-columns'
import { useShownSpan } from '../axis/use-axis'
import { covers } from '../axis/zoom'
import { placesIn, tileOf } from './operation-marks'
import { OperationsChart } from './operations-chart'
import { OperationsLegend } from './operations-legend'

/** With fewer operations in sight, their attempts can be told apart. */
const CLOSE = 300
const REST_MS = 120

export function CloseUp({
  runId,
  trial,
  ...chart
}: Omit<ComponentProps<typeof OperationsChart>, 'close'> & {
  runId: string
  /** Index from 0. */
  trial: number
}) {
  const close = useClose(runId, trial, chart.columns)
  return (
    <>
      <OperationsChart {...chart} close={close} />
      <OperationsLegend looks={chart.looks} withAttempts={close !== null} />
    </>
  )
}

/** The operations in sight with their attempts, once few enough are in sight and the axis has come to rest. */
function useClose(runId: string, trial: number, columns: OperationColumns) {
  const span = useShownSpan()
  const [first, end] = placesIn(columns, span)
  // Of a sample, as many as it stands for.
  const inSight = ((end - first) * columns.total) / Math.max(1, columns.startUs.length)
  const tile = inSight <= CLOSE ? tileOf(span) : null
  const [settled] = useDebouncedValue(tile?.join('/') ?? '', REST_MS)
  const under = useMemo(() => {
    const [from, to] = settled.split('/').map(Number)
    return from === undefined || to === undefined ? null : ([from, to] as const)
  }, [settled])
  const { data } = useOperationsUnder(runId, trial, under)
  // Those of a stretch before may still stand in for the ones that were asked for.
  const isCovered = tile !== null && data !== undefined && covers(data.under, span)
  return useMemo(
    () => (isCovered && data?.spans ? { columns: data, spans: data.spans } : null),
    [isCovered, data],
  )
}
