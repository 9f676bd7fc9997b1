import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { operationAddress } from '@/lib/core/trace/trace-ids'
import { createRun } from '@/lib/db/create-run'
import { listOperations, readOperation } from '@/lib/db/read-operations'
import { readProductState } from '@/lib/db/read-product-state'
import { readRunReport } from '@/lib/db/read-run-report'
import { otlpExporter, telemetryResource } from '@/lib/telemetry/otlp'
import { otlpReceiver } from '@/lib/telemetry/otlp-receiver-fixture'
import { SpanExport } from '@/lib/telemetry/span-export'
import { WorkerMetrics } from '@/lib/telemetry/worker-metrics'
import { silentLog } from '@/worker/log/log'
import { telemetryTo } from '@/worker/telemetry/telemetry'
import { workOnce } from '@/worker/work-once'
import { attemptOf, freshDatabase, specOf } from '../fixtures/db-fixture'
import { fakePorts } from '../fixtures/worker-fixture'

const never = new AbortController().signal

/** A worker that makes 100 operations in each of three trials, and tells a collector that answers with this status. */
async function workAndExport(status: number | null) {
  const collector = await otlpReceiver(() => status)
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collector.url)
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const { ports } = fakePorts(db, () =>
    Array.from({ length: 100 }, (_, operation) => attemptOf(operation, operation % 2)),
  )
  const spans = new SpanExport(otlpExporter('http/json'), telemetryResource(), silentLog)
  const metrics = new WorkerMetrics(() => spans.counts)
  const telemetry = telemetryTo(db, metrics, { spans, ratio: 1 })
  const end = await workOnce({ ...ports, telemetry }, { shutdown: never })
  return { collector, db, id, end, spans, metrics, telemetry }
}

test('a run’s spans reach a collector, one per operation and attempt, under the ids that the page shows', async () => {
  const { collector, db, id, spans, metrics, telemetry } = await workAndExport(200)
  await telemetry.close(20_000)
  expect(spans.counts).toEqual({ exported: 600, dropped: 0, failures: 0 })
  const sent = collector.received.map(({ body }) => body.toString()).join('\n')
  for (const trial of [0, 1, 2]) expect(sent).toContain(operationAddress(id, trial, 1, 99).traceId)
  expect(sent.match(/"spanId"/g)).toHaveLength(600)
  // Of the first window's begin, as the engine told it, and ten times the operation's number.
  expect(sent).toContain('"startTimeUnixNano":"1767323045698000000"')
  const text = await metrics.registry.metrics()
  expect(text).toContain('retryscope_attempts_total{outcome="ok"} 300\n')
  expect(text).toMatch(/^retryscope_trials_total\{quality="\w+"\} 3$/m)
  expect(text).toContain('retryscope_runs_total{end="completed"} 1\n')
  expect(text).toContain('retryscope_recorder_queue_attempts 0\n')
  expect(text).toContain('retryscope_trace_spans_exported_total 600\n')
  expect(await readProductState(db)).toMatchObject({ runs: { completed: 1, queued: 0 }, workers: [] })
})

test('a collector that never answers neither holds a run up nor changes it', async () => {
  const { end, id, db, spans, telemetry } = await workAndExport(null)
  expect(end).toEqual({ kind: 'completed', runId: id })
  expect((await readRunReport(id, db))?.trials).toHaveLength(3)
  await Promise.race([telemetry.close(10), sleep(10_000).then(() => expect.fail('it is waited for'))])
  expect(spans.counts).toEqual({ exported: 0, dropped: 600, failures: 0 })
})

test('operations of a stored trial are listed by page, and one is read with its attempts', async () => {
  const { db, id, telemetry } = await workAndExport(200)
  await telemetry.close(20_000)
  const query = { filter: 'all', order: 'start', arm: 1, between: null, offset: 40, limit: 20 } as const
  const page = await listOperations(id, 1, query, db)
  expect(page).toMatchObject({ total: 50 })
  expect(page?.rows.map(({ operation }) => operation)).toEqual([81, 83, 85, 87, 89, 91, 93, 95, 97, 99])
  expect(await readOperation(id, 1, { arm: 1, operation: 81 }, db)).toEqual({
    attempts: [attemptOf(81, 1)],
    damaged: [],
  })
  expect(await readOperation(id, 1, { arm: 0, operation: 81 }, db)).toEqual({ attempts: [], damaged: [] })
  expect(await listOperations(id, 7, query, db)).toBeNull()
})
