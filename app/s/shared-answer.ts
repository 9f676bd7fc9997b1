/**
 * Answers for shared pages. They serve sealed bytes and call nothing else. Whatever does not work looks the same: a link that was
 * never given out, that has expired and that was revoked get the same bytes after the same steps, since "expired" would tell a
 * guesser that he was right.
 */
import { callerAddress } from '@/lib/auth/caller-address'
import { hashOf } from '@/lib/auth/secrets'
import { isPreviewProgram } from '@/lib/core/share/readers'
import { shareState } from '@/lib/core/share/share'
import { findShare, type FoundShare } from '@/lib/db/shares'
import { guesses } from '@/lib/sharing/guesses'
import { isProof } from '@/lib/sharing/password'
import { sealedBytes } from '@/lib/sharing/sealed-bytes'
import { countView } from '@/lib/sharing/view-counter'
import { log } from '../api/answers/log'
import { noSuchLinkPage, passwordPage } from './closed-pages'
import { previewCard } from './preview-card'

export const PROOF_COOKIE = 'retryscope-share'

/** The share of a token that still works; null for anything else. */
export async function openShare(token: string, name = 'page'): Promise<FoundShare | null> {
  const found = await findShare(hashOf(token), name)
  return found && shareState(found, new Date()) === 'open' ? found : null
}

/** What people look at: the page, or a chart of it in a frame elsewhere. */
const READ = /^(page$|chart\/)/

/** @param name what of the share: page, chart/<name>, preview.png */
export async function sharedAnswer(request: Request, token: string, name: string): Promise<Response> {
  const share = await openShare(token, name)
  if (!share) return refuse(request)
  if (share.password !== null && !hasProof(request, share, share.password))
    return name === 'page' ? passwordAnswer(401, null) : refuse(request)
  const isProgram = isPreviewProgram(request.headers.get('user-agent'))
  const { etag } = share
  if (etag === null) return refuse(request)
  if (READ.test(name) && !isProgram && request.method === 'GET')
    countView(share.id, (error) => log.warn({ err: error }, 'readers of shared pages could not be stored'))
  if (isProgram && name === 'page' && share.password === null)
    return previewCard(request, share.title, share.hasPicture)
  const headers = { ...sharedHeaders(name, share.embedOrigins), etag, vary: 'cookie' }
  if (request.headers.get('if-none-match')?.split(/,\s*/).includes(etag))
    return new Response(null, { status: 304, headers })
  const sealed = await sealedBytes(share.id, name, etag)
  // It was revoked between the two.
  if (!sealed) return refuse(request)
  const { bytes, mediaType } = sealed
  return new Response(bytes, {
    headers: {
      ...headers,
      'content-type': mediaType,
      'cache-control': bytes.byteLength <= SENT_AS_IS_BYTES ? `${ASKED_AGAIN}, no-transform` : ASKED_AGAIN,
    },
  })
}

/** The server would compress anew for each reader, which costs more than it saves for what is small. It takes no bytes that already are. */
const SENT_AS_IS_BYTES = 256 * 1_024
/** Each time, so that revoking takes effect at once. */
const ASKED_AGAIN = 'private, no-cache'

/** The answer to every look-up that failed, held back for those who fail often. */
export async function refuse(request: Request): Promise<Response> {
  const limiter = guesses()
  const { tooMany, holdMs, retryAfterS } = limiter.failed(callerAddress(request.headers), Date.now())
  if (holdMs > 0) {
    await new Promise((resolve) => setTimeout(resolve, holdMs))
    limiter.released()
  }
  return html(noSuchLinkPage(), tooMany ? 429 : 404, {
    ...sharedHeaders('page', []),
    ...(tooMany ? { 'retry-after': String(Math.max(1, retryAfterS)) } : {}),
  })
}

/** @param problem what was wrong with the password before */
export function passwordAnswer(status: 401 | 429, problem: string | null): Response {
  return html(passwordPage(problem), status, {
    ...sharedHeaders('page', []),
    'content-security-policy': `${STRICT}; form-action 'self'; frame-ancestors 'none'`,
    // A form of a page without any referrer is sent as from nowhere, and would be refused as foreign.
    'referrer-policy': 'same-origin',
  })
}

const STRICT = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"

function sharedHeaders(name: string, embedOrigins: readonly string[]): Record<string, string> {
  const mayFrame = name.startsWith('chart/') && embedOrigins.length > 0
  return {
    'content-security-policy': `${STRICT}; sandbox; form-action 'none'; frame-ancestors ${mayFrame ? embedOrigins.join(' ') : "'none'"}`,
    ...(mayFrame ? {} : { 'x-frame-options': 'DENY' }),
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow, noarchive',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': name === 'page' ? 'same-origin' : 'cross-origin',
    'cache-control': ASKED_AGAIN,
  }
}

function html(text: string, status: number, headers: Record<string, string>): Response {
  return new Response(text, { status, headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } })
}

function hasProof(request: Request, { id }: FoundShare, password: string): boolean {
  const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/)
  const value = cookies
    .find((cookie) => cookie.startsWith(`${PROOF_COOKIE}=`))
    ?.slice(PROOF_COOKIE.length + 1)
  return value !== undefined && isProof(value, id, password, new Date())
}
