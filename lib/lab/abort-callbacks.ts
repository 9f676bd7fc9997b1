/**
 * Callbacks for an abort signal at the price of a Set. A window's signal is shared by thousands of sleeps and calls,
 * and an EventTarget walks through all its listeners for each one that is added or removed.
 */

const callbacksOfSignal = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls back once when the signal is aborted.
 * @returns takes the callback back; call it as soon as the callback is of no use any more
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const callbacks = callbacksOfSignal.get(signal) ?? listenOnce(signal)
  callbacks.add(callback)
  return () => callbacks.delete(callback)
}

/** How many callbacks wait for the signal; for the tests that look for leaks. */
export function waitingCallbacks(signal: AbortSignal): number {
  return callbacksOfSignal.get(signal)?.size ?? 0
}

function listenOnce(signal: AbortSignal): Set<() => void> {
  const callbacks = new Set<() => void>()
  callbacksOfSignal.set(signal, callbacks)
  const callAll = () => {
    const waiting = [...callbacks]
    callbacks.clear()
    for (const callback of waiting) callback()
  }
  signal.addEventListener('abort', callAll, { once: true })
  return callbacks
}
