/** A shared page: sealed bytes, or a form for its password. */
import { callerAddress } from '@/lib/auth/caller-address'
import { GuessLimiters } from '@/lib/core/share/guess-limiter'
import { checkPassword, passwordProof } from '@/lib/sharing/password'
import { caught } from '../../api/answers/problem'
import { addressSeen } from '../address-seen'
import { openShare, passwordAnswer, PROOF_COOKIE, refuse, sharedAnswer } from '../shared-answer'

export const dynamic = 'force-dynamic'

interface Context {
  params: Promise<{ token: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return caught(async () => sharedAnswer(request, (await params).token, 'page'))
}

const MOST_BODY_BYTES = 2_048
/** Few tries a minute for one link and address: a password has less chance in it than a token. */
const PASSWORD_LIMITS = {
  ...{ freePerAddress: 5, freeInAll: 100, windowMs: 60_000, addresses: 10_000 },
  ...{ longestHoldMs: 0, heldAtOnce: 0 },
}
/** Links with a password that are remembered at once. */
const MOST_LIMITERS = 1_000
const holder = globalThis as typeof globalThis & { retryscopePasswords?: GuessLimiters }

/** The password, from the form. A right one is remembered in a cookie of this address alone. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return caught(async () => {
    const { token } = await params
    const share = await openShare(token)
    if (share?.password == null) return refuse(request)
    const password = await askedPassword(request)
    const limiters = (holder.retryscopePasswords ??= new GuessLimiters(PASSWORD_LIMITS, MOST_LIMITERS))
    const limiter = limiters.of(share.id)
    const address = callerAddress(request.headers)
    if (limiter.isOver(address, Date.now()))
      return passwordAnswer(429, 'Too many tries: wait a minute, then try again.')
    const isRight = await checkPassword(password, share.password)
    if (isRight === null) return passwordAnswer(429, 'Others are being let in just now: try again.')
    if (!isRight) {
      limiter.failed(address, Date.now())
      return passwordAnswer(401, 'That is not the password.')
    }
    const { value, expires } = passwordProof(share.id, share.password, new Date())
    const isSecure = addressSeen(request).startsWith('https:')
    return new Response(null, {
      status: 303,
      headers: {
        location: `/s/${token}`,
        'set-cookie': `${PROOF_COOKIE}=${value}; Path=/s/${token}; Expires=${expires.toUTCString()}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      },
    })
  })
}

async function askedPassword(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? Infinity) > MOST_BODY_BYTES) return ''
  const form = new URLSearchParams((await request.text()).slice(0, MOST_BODY_BYTES))
  return (form.get('password') ?? '').slice(0, 200)
}
