/** A picture that stands alone: title above, source below, and what was drawn between them. */
import { text } from '@/lib/core/export/svg/markup'

const MARGIN = 20
const TITLE_HEIGHT = 34
const SOURCE_HEIGHT = 26
const FONT = "'Inter Variable', Inter, system-ui, sans-serif"

/** @returns the file's text and its size in pixels */
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
  // Wide enough for its words too, with 0.6 of the size for a letter.
  const needed = Math.max(width, title.length * 16 * 0.6, source.length * 11 * 0.6)
  const wide = Math.ceil(needed) + 2 * MARGIN
  const high = Math.ceil(height) + TITLE_HEIGHT + SOURCE_HEIGHT + 2 * MARGIN
  const words = (y: number, size: number, weight: number, fill: string, value: string) =>
    `<text x="${MARGIN}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${text(fill)}">${text(value)}</text>`
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" font-family="${text(FONT)}" role="img">`,
    `<title>${text(title)}</title>`,
    '<defs><pattern id="rs-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
    `<rect width="4" height="8" fill="${text(soft)}" fill-opacity="0.25"/></pattern></defs>`,
    `<rect width="${wide}" height="${high}" fill="${text(background)}"/>`,
    words(MARGIN + 14, 16, 600, ink, title),
    `<g transform="translate(${MARGIN} ${MARGIN + TITLE_HEIGHT})">${body}</g>`,
    words(high - MARGIN, 11, 400, soft, source),
    '</svg>',
  ]
  return { text: `${parts.join('\n')}\n`, width: wide, height: high }
}
