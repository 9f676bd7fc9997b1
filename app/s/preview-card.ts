/** What programs that make previews of links get in place of the page: its title and where its picture is. */
import { htmlPage } from '@/lib/core/export/html/page'
import { tag, text } from '@/lib/core/export/svg/markup'
import { addressSeen } from './address-seen'

export function previewCard(request: Request, title: string, hasPicture: boolean): Response {
  const address = addressSeen(request)
  const description = 'A run of Retryscope: retry strategies through real faults, measured with intervals.'
  const html = htmlPage(
    {
      ...{ title, colours: { light: {}, dark: {} } },
      social: { description, address, picture: hasPicture ? `${address}/preview.png` : null },
    },
    [tag('h1', {}, text(title)), tag('p', {}, text(description))],
  )
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
}
