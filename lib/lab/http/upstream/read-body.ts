/** Reads what a request carries, with a limit on its size. */
import type { IncomingMessage } from 'node:http'

/** More than any value of a workload. */
const MAX_BODY_BYTES = 1024 * 1024

/** `incomplete` = its caller left in the middle. A body that is too long is read to its end, so that it can be answered. */
export async function readBody(
  request: IncomingMessage,
): Promise<{ text: string } | 'too-long' | 'incomplete'> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size <= MAX_BODY_BYTES) chunks.push(chunk)
    }
  } catch {
    return 'incomplete' // The connection has ended; there is nobody left to be told.
  }
  if (!request.complete) return 'incomplete'
  return size > MAX_BODY_BYTES ? 'too-long' : { text: Buffer.concat(chunks).toString('utf8') }
}
