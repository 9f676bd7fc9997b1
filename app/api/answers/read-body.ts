/** Reads what a request carries: only of the types and up to the size that its operation takes. */
import type { BodyText } from '@/lib/core/api/answer-of'
import { MAX_BODY_BYTES, type Body } from '@/lib/core/api/operation'
import { Refusal } from './problem'

/** The body as text. Its type and its declared length are looked at before anything is read. */
export async function readBodyText(request: Request, body: Body): Promise<BodyText> {
  const maxBytes = body.maxBytes ?? MAX_BODY_BYTES
  const mediaType = readMediaType(request, body.mediaTypes ?? ['application/json'])
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  return { text: await readCounting(request, maxBytes), mediaType }
}

/** @throws Refusal where it is no JSON */
export function parseJson(text: string, advice = 'Send JSON.'): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'It cannot be read'
    throw new Refusal('not-json', `${reason}. ${advice}`)
  }
}

function readMediaType(request: Request, accepted: readonly string[]): string {
  const given = request.headers.get('content-type')
  const mediaType = given?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (accepted.includes(mediaType)) return mediaType
  throw new Refusal(
    'wrong-media-type',
    `${given === null ? 'The request has no Content-Type' : `The Content-Type is ${given.slice(0, 100)}`}; accepted: ${accepted.join(', ')}.`,
    { headers: { accept: accepted.join(', ') } },
  )
}

/** Counts while reading: a declared length can be missing or wrong. */
async function readCounting(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      throw tooLarge(maxBytes)
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function tooLarge(maxBytes: number): Refusal {
  // Otherwise the rest would be received, to keep the connection.
  const headers = { connection: 'close' }
  return new Refusal('too-large', `It may have at most ${maxBytes / 1024} kB.`, { headers })
}
