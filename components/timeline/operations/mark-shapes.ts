/** Shapes of the marks of operations, one per strategy: among thousands, colour alone would not tell them apart. */
import type { StrategyLook } from '@/components/theme/strategy-looks'

const DIAMOND = (r: number) => `M0 ${-r}L${r} 0L0 ${r}L${-r} 0Z`
const SHAPES: readonly ((r: number) => string)[] = [
  (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`,
  (r) => `M${-r * 0.9} ${-r * 0.9}h${r * 1.8}v${r * 1.8}h${-r * 1.8}Z`,
  (r) => `M0 ${-r}L${r} ${r * 0.8}L${-r} ${r * 0.8}Z`,
  (r) => `M0 ${r}L${r} ${-r * 0.8}L${-r} ${-r * 0.8}Z`,
  (r) =>
    `M${-r * 0.35} ${-r}h${r * 0.7}v${r * 0.65}h${r * 0.65}v${r * 0.7}h${-r * 0.65}v${r * 0.65}h${-r * 0.7}v${-r * 0.65}h${-r * 0.65}v${-r * 0.7}h${r * 0.65}Z`,
  (r) => polygon(r, 6),
  (r) => `M${-r} ${-r * 0.45}h${2 * r}v${r * 0.9}h${-2 * r}Z`,
  (r) => `M${-r * 0.45} ${-r}h${r * 0.9}v${2 * r}h${-r * 0.9}Z`,
]

/** SVG path data around 0, 0, one per strategy; the diamond is the baseline's alone, as on every screen. */
export function markShapes(looks: readonly Pick<StrategyLook, 'colour'>[]): ((radius: number) => string)[] {
  let next = 0
  return looks.map(({ colour }) =>
    colour.includes('baseline') ? DIAMOND : (SHAPES[next++ % SHAPES.length] ?? DIAMOND),
  )
}

function polygon(r: number, corners: number): string {
  const points = Array.from({ length: corners }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / corners
    return `${(r * Math.cos(angle)).toFixed(2)} ${(r * Math.sin(angle)).toFixed(2)}`
  })
  return `M${points.join('L')}Z`
}
