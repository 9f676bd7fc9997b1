/**
 * Headers that tell browsers what an answer may do. The proxy sets them on every answer but the server's own files, and a header
 * that the proxy has set stands, whatever a route says: shared pages bring policies of their own, so they are left alone.
 */
import { randomBytes } from 'node:crypto'

export interface Secured {
  pathname: string
  /** Of this answer alone: the only inline scripts and styles that run carry it. */
  nonce: string
  /** Others open this server by TLS. */
  isHttps: boolean
}

/** 128 random bits. */
export function makeNonce(): string {
  return randomBytes(16).toString('base64')
}

/** What this answer may do, by its address. */
export function securityHeaders({ pathname, nonce, isHttps }: Secured): Record<string, string> {
  const common = {
    'x-content-type-options': 'nosniff',
    'permissions-policy': NOTHING_OF_THE_DEVICE,
    'cross-origin-opener-policy': 'same-origin',
    // Without subdomains: they are not ours to decide about.
    ...(isHttps && { 'strict-transport-security': `max-age=${A_YEAR_S}` }),
  }
  if (pathname.startsWith('/s/')) return common
  const isPage = !/^\/(api|metrics)(\/|$)/.test(pathname)
  return {
    ...common,
    'content-security-policy': isPage ? pagePolicy(nonce) : ANSWER_POLICY,
    'x-frame-options': 'DENY',
    // The owner's own pages may know where a request comes from; links that lead elsewhere tell nothing.
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }
}

const A_YEAR_S = 31_536_000
const NOTHING_OF_THE_DEVICE = [
  ...['camera', 'microphone', 'geolocation', 'display-capture', 'payment', 'usb', 'serial', 'hid', 'midi'],
  ...['accelerometer', 'gyroscope', 'magnetometer', 'publickey-credentials-get'],
]
  .map((feature) => `${feature}=()`)
  .join(', ')

/** What is data is never a page, even if somebody opens it as one. */
const ANSWER_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * Scripts: only those with the nonce, and what these load. Style sheets: our own files and those with the nonce. Attributes of style
 * cannot carry one and are allowed: Mantine and the charts give elements their sizes and colours that way, on the server
 * already; they can run nothing, and `connect-src`, `img-src` and `font-src` let them fetch from nowhere else.
 */
function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    // 'self' is for browsers that do not know strict-dynamic.
    `script-src 'nonce-${nonce}' 'strict-dynamic' 'self'`,
    "script-src-attr 'none'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    // blob: charts are drawn into pictures to be saved. data: arrows and ticks of the style sheets.
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
