/** Our spans as OpenTelemetry's exporters take them. */
import { SpanKind, SpanStatusCode, TraceFlags, type HrTime, type SpanContext } from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { SpanAddress, TraceSpan } from '@/lib/core/trace/span'

const SCOPE = { name: 'retryscope' }
const STATUS = { unset: SpanStatusCode.UNSET, ok: SpanStatusCode.OK, error: SpanStatusCode.ERROR }
const KIND = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT }

/** @param originMs wall-clock time that is 0 on the span's own clock, milliseconds since 1970 */
export function readableSpan(span: TraceSpan, originMs: number, resource: Resource): ReadableSpan {
  const at = (ms: number) => hrTime(originMs, ms)
  const context = contextOf(span)
  return {
    name: span.name,
    kind: KIND[span.kind],
    spanContext: () => context,
    ...(span.parentSpanId === null
      ? {}
      : { parentSpanContext: contextOf({ traceId: span.traceId, spanId: span.parentSpanId }) }),
    startTime: at(span.startMs),
    endTime: at(span.endMs),
    duration: hrTime(0, span.endMs - span.startMs),
    status: { code: STATUS[span.status], ...(span.statusMessage && { message: span.statusMessage }) },
    attributes: span.attributes,
    links: span.links.map(({ attributes, ...address }) => ({ context: contextOf(address), attributes })),
    events: span.events.map(({ name, atMs, attributes }) => ({ name, time: at(atMs), attributes })),
    ended: true,
    resource,
    instrumentationScope: SCOPE,
    ...{ droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: span.droppedLinks },
  }
}

function contextOf({ traceId, spanId }: SpanAddress): SpanContext {
  return { traceId, spanId, traceFlags: TraceFlags.SAMPLED }
}

/** Seconds and nanoseconds; the microseconds that attempts are kept in survive, which a sum of floats would blur. */
function hrTime(originMs: number, ms: number): HrTime {
  const us = Math.round(ms * 1000)
  const wholeMs = Math.floor(us / 1000)
  const totalMs = originMs + wholeMs
  const seconds = Math.floor(totalMs / 1000)
  return [seconds, (totalMs - seconds * 1000) * 1e6 + (us - wholeMs * 1000) * 1000]
}
