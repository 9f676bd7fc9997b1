/** The frame of an exported file: its head, and the policy that keeps it from asking for anything. */
import { joined, tag, text, type Markup } from '../svg/markup'
import { styleSheet, type SchemeColours } from './style'

/** Style sheets inside the file, and nothing from anywhere. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action"

export interface SealedPage {
  title: string
  colours: SchemeColours
  /** Its form is sent to its own address. */
  formsToSelf?: boolean
  /** What a preview of a link shows, and where its picture is; left out of files. */
  social?: { description: string; picture: string | null; address: string }
}

export function htmlPage(
  { title, colours, social, formsToSelf }: SealedPage,
  content: readonly Markup[],
): string {
  const head = tag(
    'head',
    {},
    tag('meta', { charset: 'utf-8' }),
    tag('meta', {
      'http-equiv': 'Content-Security-Policy',
      content: `${POLICY} ${formsToSelf ? "'self'" : "'none'"}`,
    }),
    tag('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    tag('meta', { name: 'color-scheme', content: 'light dark' }),
    tag('meta', { name: 'referrer', content: formsToSelf ? 'same-origin' : 'no-referrer' }),
    tag('meta', { name: 'robots', content: 'noindex' }),
    tag('title', {}, text(`${title} · Retryscope`)),
    ...(social ? [socialTags(title, social)] : []),
    styleSheet(colours),
  )
  const body = tag('body', {}, tag('main', {}, ...content))
  return `<!doctype html>\n${tag('html', { lang: 'en' }, head, body)}\n`
}

function socialTags(
  title: string,
  { description, picture, address }: NonNullable<SealedPage['social']>,
): Markup {
  const property = (name: string, content: string) => tag('meta', { property: name, content })
  return joined([
    tag('meta', { name: 'description', content: description }),
    property('og:type', 'website'),
    property('og:site_name', 'Retryscope'),
    property('og:title', title),
    property('og:description', description),
    property('og:url', address),
    ...(picture === null
      ? []
      : [
          property('og:image', picture),
          property('og:image:width', '1200'),
          property('og:image:height', '630'),
          tag('meta', { name: 'twitter:card', content: 'summary_large_image' }),
        ]),
  ])
}
