/**
 * What is seen of elements as SVG markup: drawings with the styles that they have on the screen, and the boxes and words around them.
 * Style sheets and custom properties do not go with a file, so every value is written as the browser has worked it out.
 */
import { text } from '@/lib/core/export/svg/markup'
import { inlined } from './inline-styles'

const GAP = 12

export interface Snapshot {
  body: string
  width: number
  height: number
}

/** One element below the other. */
export function snapshot(parts: readonly Element[]): Snapshot {
  let height = 0
  let width = 0
  const drawn: string[] = []
  for (const part of parts) {
    const box = part.getBoundingClientRect()
    const markup = draw(part, { x: box.left, y: box.top - height })
    if (markup === '') continue
    drawn.push(markup)
    // What is scrolled out of sight is drawn too.
    width = Math.max(width, box.width, part.scrollWidth)
    height += heightOf(part, box) + GAP
  }
  return { body: drawn.join('\n'), width, height: Math.max(0, height - GAP) }
}

function heightOf(part: Element, box: DOMRect): number {
  const { scrollHeight, clientHeight } = part
  const isPicture = part instanceof SVGSVGElement || part instanceof HTMLCanvasElement
  const isSeen = isPicture || frame(getComputedStyle(part), box, box) !== ''
  const content = document.createRange()
  content.selectNodeContents(part)
  return heightTaken({
    box: box.height,
    content: isSeen ? null : content.getBoundingClientRect().bottom - box.top,
    scrolled: scrollHeight > clientHeight ? scrollHeight : 0,
  })
}

/**
 * How much of a picture a part takes. A box that nobody sees may be stretched by its neighbours on the page: what counts is where its
 * content ends.
 * @param content null = the box itself is seen
 * @param scrolled height of what is in it, where that is more than the box shows
 */
export function heightTaken({
  box,
  content,
  scrolled,
}: {
  box: number
  content: number | null
  scrolled: number
}): number {
  return Math.max(scrolled, content === null ? box : Math.min(box, content))
}

interface Origin {
  x: number
  y: number
}

function draw(element: Element, origin: Origin): string {
  const style = getComputedStyle(element)
  const box = element.getBoundingClientRect()
  if (style.display === 'none' || style.visibility === 'hidden') return ''
  // What is left for screen readers alone is cut to a pixel; an empty box whose content stands outside of it is not cut.
  if ((box.width <= 1 || box.height <= 1) && style.overflow !== 'visible') return ''
  if (element instanceof SVGSVGElement) return drawing(element, box, origin)
  if (element instanceof HTMLCanvasElement) return painted(element, box, origin)
  const inner = [...element.childNodes].map((node) =>
    node instanceof Element ? draw(node, origin) : node instanceof Text ? words(node, style, origin) : '',
  )
  const all = frame(style, box, origin) + inner.join('') + marks(style, box, origin)
  return Number(style.opacity) < 1 && all !== '' ? `<g opacity="${style.opacity}">${all}</g>` : all
}

function drawing(svg: SVGSVGElement, box: DOMRect, { x, y }: Origin): string {
  const copy = inlined(svg)
  copy.setAttribute('x', short(box.left - x))
  copy.setAttribute('y', short(box.top - y))
  copy.setAttribute('width', short(box.width))
  copy.setAttribute('height', short(box.height))
  return new XMLSerializer().serializeToString(copy)
}

/** A canvas as the picture that it holds. */
function painted(canvas: HTMLCanvasElement, box: DOMRect, { x, y }: Origin): string {
  return `<image x="${short(box.left - x)}" y="${short(box.top - y)}" width="${short(box.width)}" height="${short(box.height)}" href="${canvas.toDataURL()}"/>`
}

/** The background and the border of a box, if they can be seen. */
function frame(style: CSSStyleDeclaration, box: DOMRect, origin: Origin): string {
  const isHatched = style.backgroundImage.includes('repeating-linear-gradient')
  const fill = isHatched ? 'url(#rs-hatch)' : style.backgroundColor
  const sides = ['Top', 'Right', 'Bottom', 'Left'] as const
  const hasBorder = sides.every(
    (side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== 'none',
  )
  const isPainted = isHatched || !isClear(fill)
  if (!isPainted && !hasBorder) return ''
  const dashes = style.borderTopStyle === 'dashed' ? ' stroke-dasharray="4 3"' : ''
  const stroke =
    hasBorder && !isClear(style.borderTopColor) ? ` stroke="${text(style.borderTopColor)}"${dashes}` : ''
  return `<rect x="${short(box.left - origin.x)}" y="${short(box.top - origin.y)}" width="${short(box.width)}" height="${short(box.height)}" rx="${short(parseFloat(style.borderTopLeftRadius) || 0)}" fill="${isPainted ? text(fill) : 'none'}"${stroke}/>`
}

function isClear(colour: string): boolean {
  return colour === 'transparent' || /^rgba\(.*, 0\)$/.test(colour) || / \/ 0\)$/.test(colour)
}

/** Each line of a text where it stands. */
function words(node: Text, style: CSSStyleDeclaration, origin: Origin): string {
  const size = parseFloat(style.fontSize)
  return linesOf(node)
    .map(({ value, box }) => {
      const [anchor, at] = placeOf(style.textAlign, box)
      // The baseline, for a font whose capitals are about 0.7 of its size.
      const y = box.top + box.height / 2 + size * 0.35
      return `<text x="${short(at - origin.x)}" y="${short(y - origin.y)}" font-size="${short(size)}" font-weight="${style.fontWeight}" fill="${text(style.color)}" text-anchor="${anchor}" textLength="${short(box.width)}" lengthAdjust="spacingAndGlyphs">${text(value)}</text>`
    })
    .join('')
}

/** A place from the right and the top, as browsers write it of what was calculated. */
const RIGHT_TOP = /^(?:right|calc\(100% -) ([\d.]+)px\)? (?:top )?([\d.]+)px$/

/** Small marks in the colour of its words that a style sheet paints at the upper right of a box: backgrounds of that size and place. */
function marks(style: CSSStyleDeclaration, box: DOMRect, origin: Origin): string {
  const sizes = style.backgroundSize.split(', ')
  return style.backgroundPosition
    .split(', ')
    .map((position, layer) => {
      const [, right, top] = RIGHT_TOP.exec(position) ?? []
      const [, width, height] = /^([\d.]+)px ([\d.]+)px$/.exec(sizes[layer] ?? '') ?? []
      if (right === undefined || width === undefined) return ''
      const x = box.right - Number(right) - Number(width) - origin.x
      return `<rect x="${short(x)}" y="${short(box.top + Number(top) - origin.y)}" width="${width}" height="${height}" fill="${text(style.color)}"/>`
    })
    .join('')
}

/** A file may be shown in another font: words keep to their width, and to the side that they are aligned to. */
function placeOf(align: string, box: DOMRect): [anchor: string, x: number] {
  if (align === 'center') return ['middle', box.left + box.width / 2]
  return align === 'right' || align === 'end' ? ['end', box.right] : ['start', box.left]
}

function linesOf(node: Text): { value: string; box: DOMRect }[] {
  const lines: { value: string; box: DOMRect }[] = []
  for (const match of node.data.matchAll(/\S+/g)) {
    const range = document.createRange()
    range.setStart(node, match.index)
    range.setEnd(node, match.index + match[0].length)
    const box = range.getBoundingClientRect()
    if (box.width === 0) continue
    const last = lines.at(-1)
    if (!last || Math.abs(last.box.top - box.top) > 2) lines.push({ value: match[0], box })
    else {
      last.value += ` ${match[0]}`
      last.box = new DOMRect(last.box.left, last.box.top, box.right - last.box.left, last.box.height)
    }
  }
  return lines
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100)
}
