/** A picture that stands alone: title above, source below, and what was drawn between them. */
import { text } from '@/lib/core/export/svg/markup'
import { wrapped } from './wrap-words'

const MARGIN = 20
/** Between the words and what was drawn. */
const GAP = 12
const TITLE = { size: 16, lineHeight: 22, weight: 600 }
const SOURCE = { size: 11, lineHeight: 15, weight: 400 }
const FONT = "'Inter Variable', Inter, system-ui, sans-serif"

/** As wide as what was drawn: words that are longer go on in further lines. @returns the file's text and its size in pixels */
export function composeSvg({
  title,
  source,
  body,
  width,
  height,
  background,
  ink,
  soft,
}: {
  title: string
  source: string
  /** SVG markup of this width and height. */
  body: string
  width: number
  height: number
  background: string
  ink: string
  soft: string
}): { text: string; width: number; height: number } {
  const inner = Math.ceil(width)
  const titles = wrapped(title, { size: TITLE.size, width: inner })
  const sources = wrapped(source, { size: SOURCE.size, width: inner })
  const top = MARGIN + titles.length * TITLE.lineHeight + GAP
  const below = top + Math.ceil(height) + GAP
  const wide = inner + 2 * MARGIN
  const high = below + sources.length * SOURCE.lineHeight + MARGIN
  const words = (lines: readonly string[], from: number, style: typeof TITLE, fill: string) =>
    lines.map((line, index) => {
      // The baseline of a letter in the middle of its line.
      const y = from + (index + 0.5) * style.lineHeight + 0.35 * style.size
      return `<text x="${MARGIN}" y="${y.toFixed(1)}" font-size="${style.size}" font-weight="${style.weight}" fill="${text(fill)}">${text(line)}</text>`
    })
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" font-family="${text(FONT)}" role="img">`,
    `<title>${text(title)}</title>`,
    '<defs><pattern id="rs-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
    `<rect width="4" height="8" fill="${text(soft)}" fill-opacity="0.25"/></pattern></defs>`,
    `<rect width="${wide}" height="${high}" fill="${text(background)}"/>`,
    ...words(titles, MARGIN, TITLE, ink),
    `<g transform="translate(${MARGIN} ${top})">${body}</g>`,
    ...words(sources, below, SOURCE, soft),
    '</svg>',
  ]
  return { text: `${parts.join('\n')}\n`, width: wide, height: high }
}
