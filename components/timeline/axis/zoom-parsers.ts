/** How the part of a trial that is looked at stands in an address. */
import { createParser } from 'nuqs'

/** Nothing in a trial is further away. */
const FARTHEST_MS = 1e9
/** Whole milliseconds; whatever cannot be read counts as left out. */
const parseAsInstant = createParser<number>({
  parse: (text) => {
    const ms = /^-?\d{1,10}$/.test(text) ? Number(text) : null
    return ms === null ? null : Math.min(FARTHEST_MS, Math.max(-FARTHEST_MS, ms))
  },
  serialize: String,
})

export const zoomParsers = { from: parseAsInstant, to: parseAsInstant }
