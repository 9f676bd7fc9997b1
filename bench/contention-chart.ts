/** Draws the contention benchmark as an SVG that can be read on light and on dark pages. */
export interface Panel {
  title: string
  scale: 'linear' | 'log'
  lines: readonly { name: string; values: readonly number[] }[]
}

const WIDTH = 480
const HEIGHT = 380
const PLOT = { left: 56, right: 372, top: 44, bottom: 332 }
/** Two steps of each colour: the first on light pages, the second on dark ones. Dashes tell lines apart without colour. */
const STYLES = [
  ['#2a78d6', '#3987e5', ''],
  ['#d03b3b', '#e66767', '7 3'],
  ['#0e8a62', '#22b184', '2 3'],
  ['#a86400', '#d99227', '9 3 2 3'],
  ['#7a4fc9', '#a583ea', '4 4'],
] as const

/** Panels side by side over the same x values. */
export function drawPanels(panels: readonly Panel[], xs: readonly number[], xTitle: string): string {
  const light = STYLES.map(([colour], n) => `.l${n}{stroke:${colour}}.t${n}{fill:${colour}}`).join('')
  const dark = STYLES.map(([, colour], n) => `.l${n}{stroke:${colour}}.t${n}{fill:${colour}}`).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * panels.length} ${HEIGHT}" role="img" aria-label="${panels.map(({ title }) => title).join('; ')}">
<style>text{font:12px system-ui,sans-serif;fill:#3b3b38}.h{font-weight:600;font-size:14px}.g{stroke:#d9d8d4}.l{fill:none;stroke-width:2}${light}@media (prefers-color-scheme:dark){text{fill:#d0cfc9}.g{stroke:#45443f}${dark}}</style>
${panels.map((panel, n) => `<g transform="translate(${n * WIDTH} 0)">\n${drawPanel(panel, xs, xTitle)}\n</g>`).join('\n')}
</svg>
`
}

function drawPanel({ title, scale, lines }: Panel, xs: readonly number[], xTitle: string): string {
  const largest = Math.max(...lines.flatMap(({ values }) => values))
  const ticks = ticksFor(scale, largest)
  const [lowest, highest] = [ticks[0] ?? 0, Math.max(largest, ticks.at(-1) ?? 1)]
  const share = (value: number) =>
    scale === 'log' ? Math.log(value / lowest) / Math.log(highest / lowest) : value / highest
  const y = (value: number) => round(PLOT.bottom - share(value) * (PLOT.bottom - PLOT.top))
  const lastX = xs.at(-1) ?? 1
  const x = (value: number) => round(PLOT.left + (value / lastX) * (PLOT.right - PLOT.left))
  const grid = ticks.map(
    (tick) =>
      `<path class="g" d="M${PLOT.left} ${y(tick)}H${PLOT.right}"/><text x="${PLOT.left - 6}" y="${y(tick) + 4}" text-anchor="end">${tick.toLocaleString('en')}</text>`,
  )
  const across = xs
    .filter((value) => value % 50 === 0)
    .map((value) => `<text x="${x(value)}" y="${PLOT.bottom + 18}" text-anchor="middle">${value}</text>`)
  const labels = apart(lines.map(({ values }) => y(values.at(-1) ?? 0)))
  const drawn = lines.map(({ name, values }, n) => {
    const points = values.map((value, index) => `${x(xs[index] ?? 0)} ${y(value)}`).join('L')
    const dashes = STYLES[n % STYLES.length]?.[2]
    return `<path class="l l${n}" d="M${points}"${dashes ? ` stroke-dasharray="${dashes}"` : ''}/><text class="t${n}" x="${PLOT.right + 6}" y="${(labels[n] ?? 0) + 4}">${name}</text>`
  })
  return [
    `<text class="h" x="${PLOT.left}" y="22">${title}</text>`,
    ...grid,
    ...across,
    `<text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 38}" text-anchor="middle">${xTitle}</text>`,
    ...drawn,
  ].join('\n')
}

function ticksFor(scale: Panel['scale'], largest: number): number[] {
  if (scale === 'log') return [100, 1_000, 10_000, 100_000, 1_000_000].filter((tick) => tick <= largest)
  const step = [1, 2, 5]
    .flatMap((digit) => [1, 10, 100, 1_000, 10_000].map((power) => digit * power))
    .sort((a, b) => a - b)
    .find((candidate) => largest / candidate <= 6)
  if (step === undefined) throw new Error(`no ticks for ${largest}`)
  return Array.from({ length: Math.ceil(largest / step) + 1 }, (_, n) => n * step)
}

/** Moves labels up or down until none covers another. */
function apart(ys: readonly number[]): number[] {
  const lineHeight = 15
  const order = ys.map((y, index) => ({ y, index })).sort((a, b) => b.y - a.y)
  let limit = Infinity
  const placed: number[] = []
  for (const { y, index } of order) {
    limit = Math.min(y, limit - lineHeight)
    placed[index] = limit
  }
  return placed
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
