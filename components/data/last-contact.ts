/** Whether the last request of the page got an answer; any answer, also a refusal. */

let silent = false
const listeners = new Set<() => void>()

export function isServerSilent(): boolean {
  return silent
}

/** @param answered false = a request could not be sent, or nothing came back */
export function noteContact(answered: boolean): void {
  if (silent === !answered) return
  silent = !answered
  for (const listener of listeners) listener()
}

export function onContact(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
