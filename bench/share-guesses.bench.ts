/**
 * Guessing the tokens of share links: 10,000 guesses by 200 at once, as far as they come; and whether a near miss takes another
 * time than a random guess, or a link that has ended another one than a link that never was. The routes themselves on a database
 * of their own; nothing goes over a network. Ends with 1 where a near miss shows, or where a guess is answered with anything but 404
 * and 429.
 */
import { randomBytes } from 'node:crypto'
import { GET } from '@/app/s/[token]/route'
import { hashOf, newSecret } from '@/lib/auth/secrets'
import { GuessLimiter } from '@/lib/core/share/guess-limiter'
import { mannWhitney } from '@/lib/core/statistics/rank-test'
import { createRun } from '@/lib/db/create-run'
import type { Database } from '@/lib/db/database'
import { createShare, revokeShare } from '@/lib/db/shares'
import { benchDatabase, benchSpec } from './bench-database'
import { describeMachine, median, quantile } from './paired-blocks'

const quick = process.argv.includes('--quick')
const GUESSES = quick ? 1_000 : 10_000
const AT_ONCE = 200
const TIMED = quick ? 200 : 1_000
const LEVEL = 0.01

const holder = globalThis as typeof globalThis & {
  retryscopeDatabase?: Database
  retryscopeGuesses?: GuessLimiter
}

async function shareIn(db: Database, expiresAt: Date | null = null): Promise<{ id: string; token: string }> {
  const { id: runId } = await createRun(
    { spec: benchSpec({ name: 'shared', strategies: [{ use: 'no-retry' }], matrix: { latencyMs: [5] } }) },
    db,
  )
  const token = newSecret('')
  const { id } = await createShare(
    {
      ...{ tokenHash: hashOf(token), kind: 'run', title: 'shared', password: null, expiresAt, runs: [runId] },
      ...{ author: { accountId: null, name: 'bench' }, choices: { view: {}, hide: {}, embedOrigins: [] } },
      pages: [
        {
          name: 'page',
          mediaType: 'text/html',
          encoding: null,
          etag: '"a"',
          data: new Uint8Array(randomBytes(50_000)),
        },
      ],
    },
    db,
  )
  return { id, token }
}

function ask(token: string, address = '203.0.113.7'): Promise<Response> {
  const request = new Request(`http://127.0.0.1/s/${token}`, { headers: { 'x-forwarded-for': address } })
  return GET(request, { params: Promise.resolve({ token }) })
}

/** One character of it is another one. */
function nearMiss(token: string, place: number): string {
  const at = place % token.length
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
}

function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

async function guessMany(token: string): Promise<void> {
  const limiter = new GuessLimiter()
  holder.retryscopeGuesses = limiter
  const statuses = new Map<number, number>()
  let guessed = 0
  let readers = 0
  let slowest = 0
  const begin = performance.now()
  const guesser = async () => {
    while (guessed < GUESSES) {
      guessed += 1
      const { status } = await ask(guessed % 2 === 0 ? randomToken() : nearMiss(token, guessed))
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  // Whoever has the link reads at the same address meanwhile.
  const reader = async () => {
    while (guessed < GUESSES) {
      const asked = performance.now()
      const { status } = await ask(token)
      if (status !== 200) throw new Error(`a valid reader was refused with ${status}`)
      slowest = Math.max(slowest, performance.now() - asked)
      readers += 1
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  await Promise.all([...Array.from({ length: AT_ONCE }, guesser), reader()])
  const seconds = (performance.now() - begin) / 1_000
  if ([...statuses.keys()].some((status) => status !== 404 && status !== 429)) process.exitCode = 1
  const told = [...statuses].map(([status, times]) => `${times} × ${status}`).join(', ')
  console.log(
    `${guessed} guesses by ${AT_ONCE} at once: ${told}; ${seconds.toFixed(1)} s, ${(guessed / seconds).toFixed(0)} a second`,
  )
  console.log(`counted: ${JSON.stringify(limiter.counts())}`)
  console.log(
    `a valid reader at the same address meanwhile: ${readers} × 200, slowest ${slowest.toFixed(0)} ms`,
  )
}

/** Times two kinds of guesses in turn, each with a limiter that knows nobody. @returns whether a difference shows */
async function compare(what: string, first: () => string, second: () => string): Promise<boolean> {
  const times: [number[], number[]] = [[], []]
  // Made before: what making one leaves behind in caches must not be timed with only one of the two.
  const tokens = [first, second].map((make) => Array.from({ length: TIMED + 100 }, make))
  const one = async (kind: 0 | 1) => {
    const token = tokens[kind]?.pop() ?? ''
    holder.retryscopeGuesses = new GuessLimiter()
    const begin = performance.now()
    const response = await ask(token)
    await response.text()
    times[kind].push(performance.now() - begin)
    if (response.status !== 404) throw new Error(`a guess was answered with ${response.status}`)
  }
  for (let warm = 0; warm < 200; warm += 1) await one((warm % 2) as 0 | 1)
  times[0].length = 0
  times[1].length = 0
  for (let pair = 0; pair < TIMED; pair += 1) {
    const order = Math.random() < 0.5
    await one(order ? 0 : 1)
    await one(order ? 1 : 0)
  }
  const { p } = mannWhitney(...times)
  const words = times.map(
    (list) =>
      `median ${(median(list) * 1_000).toFixed(0)} µs, P99 ${(quantile(list, 0.99) * 1_000).toFixed(0)} µs`,
  )
  console.log(
    `${what}: ${words.join(' against ')}; Mann–Whitney p = ${p.toFixed(3)}, ${p < LEVEL ? 'a difference shows' : 'no difference shows'} at 1 %`,
  )
  return p < LEVEL
}

const { db, remove } = benchDatabase()
holder.retryscopeDatabase = db
console.log(describeMachine())
try {
  const { token } = await shareIn(db)
  const expired = await shareIn(db, new Date(Date.now() - 1_000))
  const revoked = await shareIn(db)
  await revokeShare(revoked.id, db)
  const nearMissShows = await compare(
    `near miss against random guess, ${TIMED} each`,
    () => nearMiss(token, Math.floor(Math.random() * 43)),
    randomToken,
  )
  if (nearMissShows) process.exitCode = 1
  // Whoever has the whole token of a link that has ended may see that it was one (docs/share-links.md).
  await compare(`expired link against random guess, ${TIMED} each`, () => expired.token, randomToken)
  await compare(`revoked link against random guess, ${TIMED} each`, () => revoked.token, randomToken)
  await guessMany(token)
} finally {
  await remove()
}
