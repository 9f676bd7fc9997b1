import { describe, expect, it } from 'vitest'
import { emptyColumns, pushAttempt } from '@/lib/core/history/attempt-columns'
import { leaderMove, record, retried } from '@/lib/core/trace/trace-fixture'
import { serveMetrics } from './metrics-server'
import { WorkerMetrics } from './worker-metrics'

describe('metrics of the worker', () => {
  it('count attempts, auxiliary requests, refused tries and operations apart', async () => {
    const metrics = new WorkerMetrics(null)
    const columns = emptyColumns(10)
    for (const attempt of [
      ...retried(),
      record({ operation: 8, kind: 'check', stop: 'retry' }),
      record({ operation: 8, attempt: 2, outcome: 'fail', errorClass: 'breaker-open', stop: 'refused' }),
    ])
      pushAttempt(columns, attempt)
    metrics.attempts(columns)
    metrics.stored(3)
    const text = await metrics.registry.metrics()
    expect(text).toContain('retryscope_attempts_total{outcome="ok"} 1\n')
    expect(text).toContain('retryscope_attempts_total{outcome="fail"} 1\n')
    expect(text).toContain('retryscope_auxiliary_requests_total 1\n')
    expect(text).toContain('retryscope_refused_tries_total 1\n')
    expect(text).toContain('retryscope_operations_total{stop="succeeded"} 1\n')
    expect(text).toContain('retryscope_operations_total{stop="refused"} 1\n')
    expect(text).toContain('retryscope_recorder_queue_attempts 1\n')
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds')
    // Nothing is exported, so there is nothing to be dropped.
    expect(text).not.toContain('retryscope_trace')
  })

  it('count a fault once, when it begins to act, and again in the next trial', async () => {
    const metrics = new WorkerMetrics(null)
    const latency = { ...leaderMove(0), step: 'latency', fault: 'latency' }
    for (let trial = 0; trial < 2; trial++) {
      metrics.trialBegins()
      for (const state of ['intended', 'injecting', 'active', 'active', 'removed'] as const)
        metrics.fault({ ...latency, state })
      metrics.fault(leaderMove(1_000))
      metrics.fault({ ...leaderMove(2_000), step: 'leader-transfer-1', state: 'failed' })
    }
    const text = await metrics.registry.metrics()
    expect(text).toContain('retryscope_faults_injected_total{fault="latency"} 2\n')
    expect(text).toContain('retryscope_faults_injected_total{fault="leader-transfer"} 2\n')
  })

  it('show what became of spans where they are exported', async () => {
    const counts = { exported: 5, dropped: 0, failures: 0 }
    const metrics = new WorkerMetrics(() => counts)
    expect(await metrics.registry.metrics()).toContain('retryscope_trace_spans_exported_total 5\n')
    counts.dropped = 7
    const text = await metrics.registry.metrics()
    expect(text).toContain('retryscope_trace_spans_exported_total 5\n')
    expect(text).toContain('retryscope_trace_spans_dropped_total 7\n')
  })

  it('are served on any free port to this machine, and not under a foreign name', async () => {
    const { registry } = new WorkerMetrics(null)
    const servers = [
      await serveMetrics(registry, { host: '127.0.0.1', port: 0 }),
      await serveMetrics(registry, { host: '127.0.0.1', port: 0 }),
    ]
    try {
      expect(servers[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/)
      expect(servers[0]?.url).not.toBe(servers[1]?.url)
      const url = servers[0]?.url ?? ''
      const answer = await fetch(url)
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
      expect(await answer.text()).toContain('retryscope_trials_total')
      expect((await fetch(url, { method: 'POST' })).status).toBe(404)
      expect((await fetch(`${url}/other`)).status).toBe(404)
      expect(await statusUnder('evil.example', new URL(url).port)).toBe(403)
      const taken = serveMetrics(registry, { host: '127.0.0.1', port: Number(new URL(url).port) })
      await expect(taken).rejects.toThrow('EADDRINUSE')
    } finally {
      for (const server of servers) server.close()
    }
  })
})

/** fetch may not set Host. */
async function statusUnder(host: string, port: string): Promise<number | undefined> {
  const { get } = await import('node:http')
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/metrics', headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).on('error', reject)
  })
}
