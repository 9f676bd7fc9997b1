/** A copy of a drawing that carries its styles with it: as attributes, with custom properties worked out. */

/** Taken over by what is inside, so they are written only where they change. */
const INHERITED = [
  ...[
    'fill',
    'fill-opacity',
    'stroke',
    'stroke-width',
    'stroke-opacity',
    'stroke-dasharray',
    'stroke-linecap',
  ],
  ...['stroke-linejoin', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline'],
] as const
/** Written where they are not as they are by themselves. */
const OWN = { opacity: '1', 'vector-effect': 'none', 'clip-path': 'none' } as const
/** Have no meaning in a file, or would bring back what is not there. */
const DROPPED = /^(class|style|tabindex|role|aria-.*|data-.*|on.*|focusable|cursor|pointer-events)$/

export function inlined(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement
  write(svg, copy, null)
  copy.setAttribute('overflow', 'visible')
  return copy
}

function write(original: Element, copy: Element, above: CSSStyleDeclaration | null): void {
  const style = getComputedStyle(original)
  const inner = [...original.children]
  const copies = [...copy.children]
  for (const { name } of [...copy.attributes]) if (DROPPED.test(name)) copy.removeAttribute(name)
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name)
    copy.removeAttribute(name)
    if (value !== '' && value !== above?.getPropertyValue(name)) copy.setAttribute(name, value)
  }
  for (const [name, usual] of Object.entries(OWN)) {
    const value = style.getPropertyValue(name)
    copy.removeAttribute(name)
    if (value !== '' && value !== usual) copy.setAttribute(name, value)
  }
  inner.forEach((child, index) => {
    const its = copies[index]
    if (!its) return
    if (getComputedStyle(child).display === 'none' && child.tagName !== 'title' && child.tagName !== 'defs')
      its.remove()
    else write(child, its, style)
  })
}
