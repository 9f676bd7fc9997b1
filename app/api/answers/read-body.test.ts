/** A body is read as far as its operation takes it, whatever it announces. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Refusal } from './problem'
import { readBodyText } from './read-body'

const CHUNK = 16 * 1_024
const body = { schema: z.unknown(), maxBytes: 64 * 1_024 }

/** 50 MB that are made as they are asked for. */
function flood(headers: Record<string, string> = {}) {
  const seen = { chunks: 0, cancelled: false }
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      seen.chunks += 1
      if (seen.chunks * CHUNK > 50_000_000) controller.close()
      else controller.enqueue(new Uint8Array(CHUNK))
    },
    cancel: () => void (seen.cancelled = true),
  })
  const request = new Request('http://localhost/api', {
    ...{ method: 'POST', body: stream, duplex: 'half' },
    headers: { 'content-type': 'application/json', ...headers },
  } as RequestInit)
  return { request, seen }
}

async function refusal(request: Request): Promise<Refusal['problem']> {
  const error: unknown = await readBodyText(request, body).catch((thrown: unknown) => thrown)
  if (error instanceof Refusal) return error.problem
  throw new Error('it was not refused')
}

test('50 MB that do not say so are read up to the limit and no further', async () => {
  const { request, seen } = flood()
  expect(await refusal(request)).toMatchObject({ kind: 'too-large', headers: { connection: 'close' } })
  // The stream makes one or two ahead.
  expect(seen.chunks).toBeLessThanOrEqual(body.maxBytes / CHUNK + 3)
  expect(seen.cancelled).toBe(true)
})

test('50 MB that say so, and what is of another type, are not read at all', async () => {
  const announced = flood({ 'content-length': '50000000' })
  expect((await refusal(announced.request)).kind).toBe('too-large')
  const other = flood({ 'content-type': 'text/html' })
  expect((await refusal(other.request)).kind).toBe('wrong-media-type')
  for (const { seen } of [announced, other]) expect(seen.chunks).toBeLessThanOrEqual(1)
})
