/** Telemetry of a worker process as its environment asks for it. What does not work is said in the log, and nothing more. */
import { environment } from '@/lib/config/environment'
import { readTelemetryConfig } from '@/lib/config/telemetry-config'
import { writeMetricsAddress } from '@/lib/config/worker-metrics-address'
import type { Database } from '@/lib/db/database'
import { serveMetrics } from '@/lib/telemetry/metrics-server'
import { otlpExporter, telemetryResource } from '@/lib/telemetry/otlp'
import { SpanExport } from '@/lib/telemetry/span-export'
import { WorkerMetrics } from '@/lib/telemetry/worker-metrics'
import type { Log } from '../log/log'
import { telemetryTo, type Telemetry } from './telemetry'

/**
 * Starts it. `stop` takes the metrics' address back.
 * @throws EnvironmentError when RETRYSCOPE_METRICS_PORT is none
 */
export async function startTelemetry(
  db: Database,
  workerId: string,
  log: Log,
): Promise<{ telemetry: Telemetry; stop(): void }> {
  const config = readTelemetryConfig(process.env)
  if (config.problem !== null) log.warn({}, config.problem)
  const spans =
    config.traces && new SpanExport(otlpExporter(config.traces.protocol), telemetryResource(), log)
  if (config.traces) log.info({ ...config.traces }, 'spans are exported by OTLP')
  const metrics = new WorkerMetrics(spans && (() => spans.counts))
  const traces = spans && config.traces && { spans, ratio: config.traces.ratio }
  const telemetry = telemetryTo(db, metrics, traces)
  if (config.metricsPort === null) return { telemetry, stop: () => undefined }
  return {
    telemetry,
    stop: await present(metrics, { host: config.metricsHost, port: config.metricsPort }, workerId, log),
  }
}

/** Serves the metrics and writes down where, so that the web server can name it. */
async function present(
  { registry }: WorkerMetrics,
  address: { host: string; port: number },
  workerId: string,
  log: Log,
): Promise<() => void> {
  try {
    const server = await serveMetrics(registry, address)
    const takeBack = writeMetricsAddress(environment().dataDirectory, workerId, server.url)
    log.info({ url: server.url }, `metrics for Prometheus: ${server.url}`)
    return () => {
      server.close()
      takeBack()
    }
  } catch (error) {
    log.warn(
      { err: error, ...address },
      'this worker has no metrics for Prometheus: its port cannot be used. Set RETRYSCOPE_METRICS_PORT to another one, or to 0 for any free one',
    )
    return () => undefined
  }
}
