/** What disturbs others on a cluster that is not ours alone, and is therefore done only when it was allowed by name. */

/** Each name with what it does to others. */
export const DISTURBING = {
  'leader-transfer':
    'moving the leadership interrupts everybody’s writes for some ten milliseconds, and a few for seconds',
  compact: 'compaction takes the history of all keys away, so watches and reads of old revisions fail',
} as const

export type Allowance = keyof typeof DISTURBING

/** The variable that allows them. */
export const ALLOW_VARIABLE = 'RETRYSCOPE_ALLOW'

/** Why it is not done, and what allows it: a sentence for people. */
export function notAllowed(what: Allowance): string {
  return `${capitalise(DISTURBING[what])}; it is not allowed on this cluster. ${ALLOW_VARIABLE}=${what} in the worker’s environment allows it.`
}

function capitalise(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
