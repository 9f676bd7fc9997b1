/** A span as OpenTelemetry means it, on the trial's own clock: what is exported, and what the waterfall draws. */

export type AttributeValue = string | number | boolean

export type Attributes = Record<string, AttributeValue>

export interface SpanAddress {
  /** 32 hexadecimal digits. */
  traceId: string
  /** 16 hexadecimal digits. */
  spanId: string
}

export interface SpanEvent {
  name: string
  /** Milliseconds from the window's begin, as all times here. */
  atMs: number
  attributes: Attributes
}

export interface SpanLink extends SpanAddress {
  attributes: Attributes
}

export interface TraceSpan extends SpanAddress {
  parentSpanId: string | null
  name: string
  /** client = a request on the wire; internal = everything else. */
  kind: 'internal' | 'client'
  startMs: number
  endMs: number
  status: 'unset' | 'ok' | 'error'
  /** Why, where the status is `error`; otherwise empty. */
  statusMessage: string
  attributes: Attributes
  events: SpanEvent[]
  links: SpanLink[]
  /** Links left out because a span may carry only so many. */
  droppedLinks: number
}
