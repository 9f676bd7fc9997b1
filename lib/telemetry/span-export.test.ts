import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_RESEND_COUNT,
} from '@opentelemetry/semantic-conventions'
import { ATTR_RPC_METHOD, ATTR_RPC_SYSTEM_NAME } from '@opentelemetry/semantic-conventions/incubating'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { ATTRIBUTE } from '@/lib/core/trace/attributes'
import { leaderChangeSpans, linkInFlight } from '@/lib/core/trace/leader-changes'
import { operationSpans } from '@/lib/core/trace/operation-spans'
import { contextOf, retried } from '@/lib/core/trace/trace-fixture'
import { otlpExporter, telemetryResource } from './otlp'
import { otlpReceiver, type Received } from './otlp-receiver-fixture'
import { traceSampler } from './sampling'
import { SpanExport, type SpanJob } from './span-export'

const ORIGIN_MS = Date.parse('2026-01-02T03:04:05.678Z')
const context = contextOf({ leaderChanges: [{ seenMs: 1_090, from: 0, to: 2, leaderlessMs: 40 }] })

/** So many operations with two attempts each, one of them in flight while the leader changed. */
function jobOf(operations: number): SpanJob {
  return {
    what: 'trial 2 of run 3',
    spans: operations * 3 + 1,
    async *read() {
      await Promise.resolve()
      const changes = leaderChangeSpans(context)
      linkInFlight(changes, retried(), context)
      yield { originMs: ORIGIN_MS, spans: changes.map(({ span }) => span) }
      for (let operation = 0; operation < operations; operation++) {
        const [first, second] = retried({ operation })
        if (!first || !second) throw new Error('two attempts')
        // Attempts are kept to the microsecond, of which milliseconds since 1970 as a float would lose some.
        const attempts = [{ ...first, startMs: 1_002.345 }, second]
        yield { originMs: ORIGIN_MS, spans: operationSpans(attempts, context, changes) }
      }
    },
  }
}

function exportTo(
  url: string,
  variables: Record<string, string> = {},
  protocol: 'http/json' | 'http/protobuf' = 'http/json',
) {
  for (const [name, value] of Object.entries({ OTEL_EXPORTER_OTLP_ENDPOINT: url, ...variables }))
    vi.stubEnv(name, value)
  const log = { info: vi.fn(), warn: vi.fn() }
  return { log, spans: new SpanExport(otlpExporter(protocol), telemetryResource(), log) }
}

const value = z.record(z.string(), z.unknown())
const attributes = z.array(z.object({ key: z.string(), value }))
const payload = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              ...{ traceId: z.string(), spanId: z.string(), parentSpanId: z.string().optional() },
              ...{ name: z.string(), startTimeUnixNano: z.string(), endTimeUnixNano: z.string(), attributes },
              events: z.array(z.object({ name: z.string(), timeUnixNano: z.string() })),
              links: z.array(z.object({ traceId: z.string(), spanId: z.string() })),
              status: z.object({ code: z.number() }),
            }),
          ),
        }),
      ),
    }),
  ),
})

function spansIn(received: readonly Received[]) {
  return received
    .map(({ body }) => payload.parse(JSON.parse(body.toString('utf8'))))
    .flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans))
    .flatMap(({ spans }) => spans)
}

describe('export by OTLP', () => {
  it('reaches a receiver with all spans, exact to the microsecond, linked both ways', async () => {
    const { received, url } = await otlpReceiver()
    const { spans } = exportTo(url, {
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=secret',
      OTEL_SERVICE_NAME: 'mine',
    })
    spans.add(jobOf(500))
    await spans.close(20_000)
    expect(spans.counts).toEqual({ exported: 1_501, dropped: 0, failures: 0 })
    expect(received.length).toBeGreaterThan(1)
    expect(received[0]).toMatchObject({
      path: '/v1/traces',
      headers: { authorization: 'secret', 'content-type': 'application/json' },
    })
    expect(received[0]?.body.toString()).toContain('"stringValue":"mine"')
    const all = spansIn(received)
    expect(all).toHaveLength(1_501)
    expect(new Set(all.map(({ spanId }) => spanId)).size).toBe(1_501)
    const change = all.find(({ name }) => name === 'leader change')
    const operation = all.find(({ spanId }) => spanId === change?.links[0]?.spanId)
    // Operation 7, the only one that linkInFlight was told of.
    expect(operation?.links).toEqual([
      expect.objectContaining({ traceId: change?.traceId, spanId: change?.spanId }),
    ])
    expect(operation).toMatchObject({ startTimeUnixNano: '1767323046678000000', status: { code: 1 } })
    const children = all.filter(({ parentSpanId }) => parentSpanId === operation?.spanId)
    expect(children.map(({ startTimeUnixNano }) => startTimeUnixNano)).toEqual([
      '1767323046680345000',
      '1767323046769000000',
    ])
    expect(operation?.events.map(({ name }) => name)).toEqual(['backoff', 'leader change'])
  })

  it('speaks protobuf too', async () => {
    const { received, url } = await otlpReceiver()
    const { spans } = exportTo(url, { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' }, 'http/protobuf')
    spans.add(jobOf(1))
    await spans.close(20_000)
    const [operation] = operationSpans(retried({ operation: 0 }), context, [])
    expect(received[0]?.headers['content-type']).toBe('application/x-protobuf')
    expect(received[0]?.body.includes(Buffer.from(operation?.traceId ?? '', 'hex'))).toBe(true)
  })

  it('drops what is refused, counts it, says so once, and goes on when it works again', async () => {
    let status = 400
    const { received, url } = await otlpReceiver(() => status)
    const { spans, log } = exportTo(url)
    spans.add(jobOf(1_000))
    spans.add(jobOf(1))
    await vi.waitFor(() => expect(spans.counts.dropped).toBe(3_001 + 4))
    // One batch of each: the rest of a trial is not tried.
    expect(received).toHaveLength(2)
    expect(log.warn).toHaveBeenCalledOnce()
    status = 200
    spans.add(jobOf(1))
    await vi.waitFor(() => expect(spans.counts.exported).toBe(4))
    expect(log.info).toHaveBeenCalledWith({ dropped: 3_005 }, 'spans are exported again')
    await spans.close(20_000)
    expect(log.warn).toHaveBeenLastCalledWith(
      { exported: 4, dropped: 3_005 },
      'not all spans could be exported',
    )
  })

  it('neither reads nor sends while something is being measured', async () => {
    const { received, url } = await otlpReceiver()
    const { spans } = exportTo(url)
    const job = jobOf(2)
    const read = vi.spyOn(job, 'read')
    spans.hold()
    spans.add(job)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(read).not.toHaveBeenCalled()
    spans.release()
    await vi.waitFor(() => expect(received).toHaveLength(1))
    await spans.close(20_000)
  })

  it('ends in time when nobody answers, and counts what was left', async () => {
    // A server that takes connections and never answers.
    const { url } = await otlpReceiver(() => null)
    const { spans, log } = exportTo(url, { OTEL_EXPORTER_OTLP_TIMEOUT: '60000' })
    spans.add(jobOf(1))
    spans.add(jobOf(10))
    await spans.close(10)
    expect(spans.counts).toEqual({ exported: 0, dropped: 4 + 31, failures: 0 })
    expect(log.warn).toHaveBeenCalledOnce()
    spans.add(jobOf(1))
    expect(spans.counts.dropped).toBe(39)
  })
})

describe('what is exported', () => {
  it('is named as the semantic conventions have it', () => {
    expect(ATTRIBUTE).toMatchObject({
      ...{ errorType: ATTR_ERROR_TYPE, rpcSystem: ATTR_RPC_SYSTEM_NAME, rpcMethod: ATTR_RPC_METHOD },
      ...{ httpMethod: ATTR_HTTP_REQUEST_METHOD, httpResendCount: ATTR_HTTP_REQUEST_RESEND_COUNT },
    })
  })

  it('is a share of the traces, drawn from their ids', () => {
    const ids = Array.from(
      { length: 2_000 },
      (_, operation) => operationSpans(retried({ operation }), context, [])[0]?.traceId ?? '',
    )
    const quarter = ids.filter(traceSampler(0.25))
    // ± 5 standard errors.
    expect(quarter.length).toBeGreaterThan(500 - 97)
    expect(quarter.length).toBeLessThan(500 + 97)
    expect(ids.every(traceSampler(1))).toBe(true)
  })
})
