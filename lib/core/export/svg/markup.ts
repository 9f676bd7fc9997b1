/** Elements as text, for SVG and HTML alike. Whatever is not markup made here is escaped: names may hold anything. */

/** Text that has been escaped, or was made of such text. */
export type Markup = string & { readonly isMarkup: unique symbol }

export type Attributes = Record<string, string | number | undefined>

/** Escapes a text for content and for attributes in quotation marks. */
export function text(value: string | number): Markup {
  return String(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll(CONTROL, '\ufffd') as Markup
}

/** Neither XML nor HTML may hold them. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g

/** An element with its content; attributes that are undefined are left out. */
export function tag(name: string, attributes: Attributes = {}, ...content: readonly Markup[]): Markup {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? short(value) : text(value)}"`],
  )
  const head = `<${name}${written.join('')}`
  return (EMPTY.has(name) ? `${head}/>` : `${head}>${content.join('')}</${name}>`) as Markup
}

export function joined(parts: readonly Markup[]): Markup {
  return parts.join('') as Markup
}

/** Elements without content and without an end. */
const EMPTY = new Set(['circle', 'line', 'rect', 'path', 'meta', 'br', 'hr', 'input'])

/** Hundredths of a pixel are enough. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100)
}
