/** One signal of two: the trial's, and one that is about a single attempt or wait. */

/**
 * Aborted as soon as one of the two is. Not AbortSignal.any: it keeps every signal it made until the long-lived one is
 * collected (Node 20).
 * @returns the signal, and how to let go of both; call it as soon as the signal is of no use any more
 */
export function joinSignals(trial: AbortSignal, own: AbortSignal): { signal: AbortSignal; letGo(): void } {
  const joined = new AbortController()
  const both = [trial, own].map((signal) => ({ signal, end: () => joined.abort(signal.reason) }))
  for (const { signal, end } of both) {
    if (signal.aborted) end()
    else signal.addEventListener('abort', end)
  }
  return {
    signal: joined.signal,
    letGo: () => {
      for (const { signal, end } of both) signal.removeEventListener('abort', end)
    },
  }
}
