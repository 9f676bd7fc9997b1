/** Answers that are made piece by piece as the reader takes them: a run may have a million attempts. */
import { log } from './log'

/** @param what is read, for the log */
export function streamOf(what: string, pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await pieces.next()
        if (next.done === true) controller.close()
        else controller.enqueue(next.value)
      } catch (error) {
        // The answer has begun: it can only be cut, so that nobody takes a part for the whole.
        log.error({ err: error, what }, 'an export was cut')
        controller.error(error)
      }
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
