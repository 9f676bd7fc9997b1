/** Sends one attempt of a delivery. What comes of it is a value: nothing is thrown but when the sender has to end. */
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { retryAfterMs } from '@/lib/core/strategy/parts/retry-after'
import { resultOfStatus, type TryResult } from '@/lib/core/webhook/reading'
import { lookupOf, OutgoingRefusal, type Answer, type NameService } from '@/lib/net/outgoing'
import { targetAddress, withAdvice } from './allowed-target'

/** Of the name service, the connection and the answer together. */
const TIMEOUT_MS = 10_000
/** What is read of an answer: the log shows its begin. */
const MOST_READ_BYTES = 2_000
/** No receiver puts a delivery off for longer. */
const LONGEST_RETRY_AFTER_MS = 12 * 3_600_000

export interface Sent {
  result: TryResult
  /** Null where no answer came. */
  status: number | null
  /** What went wrong, or the begin of an answer that was no success. */
  said: string | null
  /** What a valid Retry-After asked for. */
  retryAfterMs: number | null
  durationMs: number
}

export interface SendOptions {
  /** See {@link targetAddress}. */
  allowed: readonly string[]
  /** Aborted when the sender has to end: then nobody knows whether it arrived. */
  signal: AbortSignal
  timeoutMs?: number
  /** This machine's, when left out. */
  nameService?: NameService
}

/**
 * @param headers of the signature
 * @throws the signal's reason when it is aborted
 */
export async function send(
  url: string,
  headers: Record<string, string>,
  body: string,
  { allowed, signal, timeoutMs = TIMEOUT_MS, nameService }: SendOptions,
): Promise<Sent> {
  const beganMs = performance.now()
  const timeUp = AbortSignal.timeout(timeoutMs)
  const either = AbortSignal.any([signal, timeUp])
  const came = async () => {
    const target = new URL(url)
    const address = await orAborted(targetAddress(target, allowed, nameService), either)
    return answerOf(await post(target, { headers, body, address, signal: either }), either)
  }
  try {
    return { ...(await came()), durationMs: performance.now() - beganMs }
  } catch (error) {
    signal.throwIfAborted()
    const failed = timeUp.aborted
      ? { result: 'timeout' as const, said: `no answer within ${timeoutMs / 1000} s` }
      : { result: resultOf(error), said: wordsOf(error) }
    return { ...failed, status: null, retryAfterMs: null, durationMs: performance.now() - beganMs }
  }
}

function resultOf(error: unknown): TryResult {
  return error instanceof OutgoingRefusal ? 'refused-address' : 'no-connection'
}

function wordsOf(error: unknown): string {
  if (error instanceof OutgoingRefusal) return withAdvice(error)
  const text = error instanceof Error ? error.message : String(error)
  return text.slice(0, MOST_READ_BYTES)
}

interface Post {
  headers: Record<string, string>
  body: string
  address: Answer
  signal: AbortSignal
}

/** Redirects are not followed: their answer is the answer. */
function post(url: URL, { headers, body, address, signal }: Post): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        ...{ method: 'POST', agent: false, lookup: lookupOf(address), signal },
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Retryscope',
        },
      },
      resolve,
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** The status decides; an answer that does not end is cut. */
async function answerOf(answer: IncomingMessage, signal: AbortSignal): Promise<Omit<Sent, 'durationMs'>> {
  const status = answer.statusCode ?? 0
  const result = resultOfStatus(status)
  const asked = answer.headers['retry-after']
  return {
    ...{ result, status },
    said:
      result === 'delivered' ? (answer.destroy(), null) : saidOf(answer, result, await begin(answer, signal)),
    retryAfterMs: asked === undefined ? null : retryAfterMs(asked, Date.now(), LONGEST_RETRY_AFTER_MS),
  }
}

function saidOf({ headers }: IncomingMessage, result: TryResult, text: string): string | null {
  if (result !== 'redirect') return text === '' ? null : text
  const where =
    headers.location === undefined ? 'elsewhere' : `to ${headers.location}`.slice(0, MOST_READ_BYTES)
  return `It leads ${where}. Redirects are not followed: enter the address itself.`
}

async function begin(answer: IncomingMessage, signal: AbortSignal): Promise<string> {
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      pieces.push(piece)
      bytes += piece.length
      if (bytes >= MOST_READ_BYTES) break
    }
  } catch {
    // It was cut, or the time was up: what came until then is shown.
    if (!signal.aborted) answer.destroy()
  }
  return printable(Buffer.concat(pieces).subarray(0, MOST_READ_BYTES).toString('utf8'))
}

/** Control characters are nothing for a log. */
function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}

/** The work, or the signal's reason when that comes first. */
function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason)
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
