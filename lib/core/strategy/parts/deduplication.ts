/**
 * De-duplication where events are received: an event that comes again by the same trace is a repetition and is dropped.
 * The trace counts too, because the same event may rightly be asked for again by another request.
 */
import { Remembered, type Memory } from './remembered'

export interface EventIdentity {
  eventId: string
  traceId: string
}

export interface Deduplication {
  /** True the first time an event is seen; false for each repetition while it is remembered. */
  accept(event: EventIdentity, nowMs: number): boolean
}

/** Starts with an empty memory. When it is full, the oldest event is forgotten, and its repetition would pass. */
export function deduplication(memory: Memory): Deduplication {
  const seen = new Remembered(memory)
  return {
    // The length keeps ("a", "bc") and ("ab", "c") apart, whatever characters the ids have.
    accept: ({ eventId, traceId }, nowMs) => seen.add(`${eventId.length}:${eventId}${traceId}`, nowMs),
  }
}
