/** A deadline over several calls, each with a time limit of its own: what a context with a deadline is in Go. */
import { describeError } from './etcd/classify-reply'

const RETRY_INTERVAL_MS = 50

/** The time for all calls of an undertaking together is over, whatever the last call has said. */
export class DeadlineError extends Error {
  override name = 'DeadlineError'

  /** @param last what the last call came to, for people */
  constructor(what: string, deadlineMs: number, last: string) {
    super(`deadline exceeded: ${what} was not done within ${deadlineMs} ms (last answer: ${last})`)
  }
}

/**
 * Tries until it does not throw.
 * @throws DeadlineError when the deadline passes first, also in the middle of a try that does not end by itself
 */
export async function untilDone<Result>(
  what: string,
  deadlineMs: number,
  attempt: () => Promise<Result>,
): Promise<Result> {
  let last = 'none'
  let isOver = false
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isOver = true
      reject(new DeadlineError(what, deadlineMs, last))
    }, deadlineMs)
  })
  const tries = async () => {
    for (;;) {
      try {
        return await attempt()
      } catch (error) {
        last = describeError(error)
      }
      // Nobody hears what comes of it any more.
      if (isOver) throw new DeadlineError(what, deadlineMs, last)
      await pause(RETRY_INTERVAL_MS)
    }
  }
  try {
    return await Promise.race([tries(), over])
  } finally {
    clearTimeout(timer)
  }
}

export function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs))
}
