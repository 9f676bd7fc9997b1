/** A strategy's mark as SVG: colour and shape, so that neither stands alone. */
import type { StrategyLook } from '@/components/theme/strategy-looks'

export function MarkShape({
  look,
  x,
  y,
  size,
  opacity = 1,
}: {
  look: Pick<StrategyLook, 'colour' | 'mark'>
  x: number
  y: number
  size: number
  opacity?: number
}) {
  const r = size / 2
  const paint = { fill: look.colour, opacity }
  switch (look.mark) {
    case 'circle':
      return <circle cx={x} cy={y} r={r} {...paint} />
    case 'square':
      return <rect x={x - r * 0.9} y={y - r * 0.9} width={r * 1.8} height={r * 1.8} {...paint} />
    case 'triangle':
      return <path d={`M${x} ${y - r}L${x + r} ${y + r * 0.8}L${x - r} ${y + r * 0.8}Z`} {...paint} />
    case 'diamond':
      return <path d={`M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`} {...paint} />
  }
}
