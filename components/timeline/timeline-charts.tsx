'use client'

/** The charts of a trial's timeline, one above the other on one axis; leader changes as dashed lines through all of them. */
import { useRef, useState } from 'react'
import { TIME_BOX, timeX } from '@/components/charts/time-lines'
import { TimeAxis, TimeChart } from '@/components/run/time-chart'
import styles from '@/components/run/trial-series.module.css'
import { SaveMenu } from '@/components/save/save-menu'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { LeaderEvent } from '@/lib/core/summary/leader-impact'
import type { TimeBucket } from '@/lib/core/summary/time-buckets'
import { endOfBuckets, timelineCharts } from './timeline-data'

export function TimelineCharts({
  title,
  arms,
  looks,
  events,
  windowMs,
}: {
  /** Of the file that they are saved to. */
  title: string
  arms: readonly (readonly TimeBucket[])[]
  looks: readonly StrategyLook[]
  events: readonly LeaderEvent[]
  windowMs: number
}) {
  const [hoverMs, setHoverMs] = useState<number | null>(null)
  const drawn = useRef<HTMLDivElement>(null)
  const domain = [0, endOfBuckets(arms, windowMs)] as const
  const charts = timelineCharts(
    arms,
    looks.map(({ label }) => label),
  )
  return (
    <>
      <div className={styles.save}>
        <SaveMenu
          title={title}
          picture={() => [drawn.current]}
          csv={async () => (await import('@/components/charts/chart-csv')).timeCsv(charts)}
        />
      </div>
      <div ref={drawn} className={styles.charts}>
        {charts.map((chart) => (
          <TimeChart
            key={chart.title}
            {...{ chart, looks, domain, windowMs, hoverMs }}
            onHover={setHoverMs}
            behind={<Changes events={events} domain={domain} />}
          />
        ))}
        <TimeAxis domain={domain} />
      </div>
    </>
  )
}

function Changes({ events, domain }: { events: readonly LeaderEvent[]; domain: readonly [number, number] }) {
  const { height, top, bottom } = TIME_BOX
  return events
    .filter(({ seenMs }) => seenMs <= domain[1])
    .map(({ startMs, seenMs, from, to }) => {
      const [x, sinceX] = [timeX(seenMs, domain), timeX(Math.max(domain[0], startMs), domain)]
      return (
        <g key={seenMs}>
          <title>{`${from === null ? '' : `m${from + 1} `}→ m${to + 1}`}</title>
          <rect
            x={sinceX}
            width={x - sinceX}
            y={top}
            height={height - top - bottom}
            fill="var(--rs-bad)"
            fillOpacity={0.14}
          />
          <line x1={x} x2={x} y1={0} y2={height} stroke="var(--rs-ink-soft)" strokeDasharray="4 3" />
        </g>
      )
    })
}
