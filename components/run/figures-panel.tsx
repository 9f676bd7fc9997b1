/** A panel with figures by strategy that follows the heat map: it names its fault point, and says when there is nothing to show. */
import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ShownFigures } from '@/components/heat-map/shown-figures'
import { Panel } from '@/components/ui/panel'
import { Explain } from '@/components/words/explain'
import type { MetricName } from '@/lib/core/words/metric-words'
import ui from '@/components/ui/ui.module.css'

/** Of a row of a table: what is loaded takes the place of what will stand there. */
const ROW_PX = 36

export function FiguresPanel({
  title,
  note,
  explain,
  shown: { arms, at, state },
  children,
}: {
  title: string
  note: string
  /** What the whole panel is about, behind a sign after its title. */
  explain?: MetricName
  shown: ShownFigures
  children: ReactNode
}) {
  return (
    <Panel
      title={at === null ? title : `${title} at ${at}`}
      note={note}
      explain={explain ? <Explain of={explain} /> : null}
    >
      {state === 'ready' ? children : null}
      {state === 'loading' ? (
        <div aria-busy="true">
          <Skeleton height={ROW_PX * (arms.length + 1)} />
        </div>
      ) : null}
      {state === 'empty' ? <p className={ui.secondary}>No trial of this fault point has ended yet.</p> : null}
      {state === 'failed' ? (
        <p className={ui.secondary}>The figures of this fault point could not be read.</p>
      ) : null}
    </Panel>
  )
}
