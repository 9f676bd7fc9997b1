'use client'

/** Marks with whiskers, one series per strategy: what all dot-and-whisker charts are made of. */
import { ErrorBar, Scatter, type ScatterShapeProps } from 'recharts'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { MarkShape } from '@/components/ui/mark-shape'

/** A strategy's mark as the shape of a scatter. */
export function markOf(look: StrategyLook, size: number, opacity: number) {
  return function Mark({ cx, cy }: ScatterShapeProps) {
    return <MarkShape look={look} x={Number(cx)} y={Number(cy)} size={size} opacity={opacity} />
  }
}

/** How a whisker of a strategy is drawn; not in focus = faint. */
export function whiskerOf(look: StrategyLook, faint: boolean) {
  return {
    width: 4,
    strokeWidth: 1.5,
    stroke: look.colour,
    opacity: faint ? 0.3 : 1,
    isAnimationActive: false,
  }
}

/** @param joined lines between the marks: only where the axis has an order */
export function strategyScatters<Mark extends { whisker: [number, number] }>({
  series,
  looks,
  joined,
  dimmed,
}: {
  /** Per strategy. */
  series: readonly Mark[][]
  looks: readonly StrategyLook[]
  joined: boolean
  dimmed: (arm: number) => boolean
}) {
  return series.map((marks, arm) => {
    const look = looks[arm]
    if (!look) return null
    const faint = dimmed(arm)
    return (
      <Scatter
        key={look.label}
        name={look.label}
        data={marks}
        line={joined ? { stroke: look.colour, strokeOpacity: faint ? 0.15 : 0.5 } : false}
        isAnimationActive={false}
        shape={markOf(look, 9, faint ? 0.3 : 1)}
      >
        <ErrorBar dataKey="whisker" direction="y" {...whiskerOf(look, faint)} />
      </Scatter>
    )
  })
}
