/** From an operation's spans to the rows of its waterfall; all times in milliseconds from its intended start. */
import { milliseconds } from '@/components/format/figures'
import type { Outcome } from '@/lib/core/history/attempt'
import { ATTRIBUTE, EVENT } from '@/lib/core/trace/attributes'
import type { OperationTrace } from '@/lib/core/trace/operation-trace'
import type { Attributes, SpanEvent, TraceSpan } from '@/lib/core/trace/span'

export type Tone = 'good' | 'bad' | 'unsure' | 'calm'

/** The delay before an attempt: three figures that are never mixed. */
export interface Wait {
  startMs: number
  endMs: number
  nominalMs: number
  plannedMs: number
  actualMs: number
}

export interface WaterfallRow {
  key: string
  title: string
  /** What it came to: "no-leader", "ok". */
  word: string
  sign: string
  tone: Tone
  /** What else there is to say, in small print. */
  notes: string[]
  startMs: number
  /** The same as the start for what only happened: a refused try. */
  endMs: number
  wait: Wait | null
}

export interface Waterfall {
  rows: WaterfallRow[]
  /** Leader changes: drawn across all rows. */
  bands: { key: string; startMs: number; endMs: number; words: string }[]
  deadlineMs: number
  /** When its caller left or was let go while something went on; null = it did not. */
  callerLeftMs: number | null
  /** The end of what is drawn. */
  toMs: number
}

/** A deadline further away than this share of the operation is said and not drawn: bars would have no room. */
const DEADLINE_WITHIN = 1.5

/** @throws when the trace has no span */
export function waterfallOf({ spans, leaderChanges }: OperationTrace): Waterfall {
  const [root, ...attempts] = spans
  if (!root) throw new Error('a trace without a span')
  const at = (ms: number) => ms - root.startMs
  const backoffs = root.events.filter(({ name }) => name === EVENT.backoff)
  const refused = root.events.filter(({ name }) => name === EVENT.refused)
  const tries = [
    ...attempts.map((span) => attemptRow(span, at, backoffs)),
    ...refused.map((event) => refusedRow(event, at, backoffs)),
  ].toSorted((a, b) => a.startMs - b.startMs)
  const rows = [operationRow(root, at), ...tries]
  const endMs = Math.max(1, ...rows.map((row) => row.endMs))
  const deadlineMs = numberOf(root.attributes, ATTRIBUTE.deadlineMs)
  const left = root.events.find(({ name }) => name === EVENT.callerLeft || name === EVENT.deferred)
  return {
    rows,
    bands: leaderChanges.map((span) => bandOf(span, at)),
    deadlineMs,
    callerLeftMs: left ? at(left.atMs) : null,
    toMs: deadlineMs <= endMs * DEADLINE_WITHIN ? Math.max(endMs, deadlineMs) : endMs,
  }
}

function operationRow(root: TraceSpan, at: (ms: number) => number): WaterfallRow {
  const { attributes } = root
  const lateness = numberOf(attributes, ATTRIBUTE.startLatenessMs)
  const stop = String(attributes[ATTRIBUTE.stopReason])
  return {
    key: root.spanId,
    title: `Operation: ${String(attributes[ATTRIBUTE.operationKind])}`,
    ...lookOf(attributes),
    word: stop,
    notes: lateness >= 1 ? [`started ${milliseconds(lateness)} late`] : [],
    ...{ startMs: 0, endMs: at(root.endMs), wait: null },
  }
}

function attemptRow(
  { spanId, attributes, startMs, endMs }: TraceSpan,
  at: (ms: number) => number,
  backoffs: readonly SpanEvent[],
): WaterfallRow {
  const number = numberOf(attributes, ATTRIBUTE.attempt)
  const what =
    attributes[ATTRIBUTE.auxiliary] === true
      ? `Auxiliary ${String(attributes[ATTRIBUTE.request])}`
      : 'Attempt'
  const loss = attributes[ATTRIBUTE.loss]
  return {
    key: spanId,
    title: `${what} ${number} · m${numberOf(attributes, ATTRIBUTE.member) + 1}`,
    ...lookOf(attributes),
    notes: [
      ...(loss === undefined ? [] : [loss === 'ack' ? 'its answer was lost on purpose' : 'lost on purpose']),
      ...(attributes[ATTRIBUTE.leaked] === true ? ['behind the caller’s back'] : []),
    ],
    ...{ startMs: at(startMs), endMs: at(endMs) },
    wait: waitBefore(number, at, backoffs),
  }
}

function refusedRow(
  { atMs, attributes }: SpanEvent,
  at: (ms: number) => number,
  backoffs: readonly SpanEvent[],
): WaterfallRow {
  const number = numberOf(attributes, ATTRIBUTE.attempt)
  return {
    key: `refused ${number}`,
    title: `Try ${number} · not sent`,
    ...{ word: String(attributes[ATTRIBUTE.errorType]), sign: '○', tone: 'calm', notes: [] },
    ...{ startMs: at(atMs), endMs: at(atMs) },
    wait: waitBefore(number, at, backoffs),
  }
}

function waitBefore(
  attempt: number,
  at: (ms: number) => number,
  backoffs: readonly SpanEvent[],
): Wait | null {
  const event = backoffs.find(({ attributes }) => attributes[ATTRIBUTE.attempt] === attempt)
  if (!event) return null
  const { attributes } = event
  const actualMs = numberOf(attributes, ATTRIBUTE.backoffActualMs)
  const startMs = at(event.atMs)
  return {
    ...{ startMs, endMs: startMs + actualMs, actualMs },
    nominalMs: numberOf(attributes, ATTRIBUTE.backoffNominalMs),
    plannedMs: numberOf(attributes, ATTRIBUTE.backoffPlannedMs),
  }
}

function bandOf({ spanId, attributes, startMs, endMs }: TraceSpan, at: (ms: number) => number) {
  const from = attributes[ATTRIBUTE.leaderFrom]
  const was = from === undefined ? 'unknown' : `m${Number(from) + 1}`
  return {
    ...{ key: spanId, startMs: at(startMs), endMs: at(endMs) },
    words: `leader ${was} → m${numberOf(attributes, ATTRIBUTE.leaderTo) + 1} at ${milliseconds(at(endMs))}, ${milliseconds(numberOf(attributes, ATTRIBUTE.leaderlessMs))} without one`,
  }
}

const SIGNS: Record<Outcome, { sign: string; tone: Tone }> = {
  ok: { sign: '✓', tone: 'good' },
  fail: { sign: '✕', tone: 'bad' },
  info: { sign: '?', tone: 'unsure' },
}

function lookOf(attributes: Attributes): { word: string; sign: string; tone: Tone } {
  const outcome = attributes[ATTRIBUTE.outcome]
  const look = SIGNS[outcome === 'ok' || outcome === 'fail' ? outcome : 'info']
  return { ...look, word: String(attributes[ATTRIBUTE.errorType] ?? 'ok') }
}

function numberOf(attributes: Attributes, name: string): number {
  return Number(attributes[name] ?? 0)
}
