/**
 * Where telemetry goes. OpenTelemetry's own variables keep their own rules: whatever is wrong with them turns the export off
 * with a sentence for the log, and never stops the program. Endpoint, headers, time-out, compression and certificates are
 * read by OpenTelemetry's exporter itself.
 */
import { z } from 'zod'
import { EnvironmentError } from './environment'

export const OTLP_PROTOCOLS = ['http/protobuf', 'http/json'] as const

export interface TraceConfig {
  protocol: (typeof OTLP_PROTOCOLS)[number]
  /** Share of the traces that is exported, in [0, 1]. */
  ratio: number
}

export interface TelemetryConfig {
  /** Null = nothing is exported. */
  traces: TraceConfig | null
  /** Why nothing is exported although an endpoint is set. */
  problem: string | null
  /** Port of the worker's metrics; 0 = any free one, null = none. */
  metricsPort: number | null
  /** Address that it listens on. */
  metricsHost: string
}

const metricsSchema = z.object({
  RETRYSCOPE_METRICS_PORT: z.union([z.literal('off'), z.coerce.number().int().min(0).max(65_535)]).default(0),
  RETRYSCOPE_HOST: z.string().min(1).default('127.0.0.1'),
})

/**
 * Reads the variables.
 * @throws EnvironmentError when the port is none
 */
export function readTelemetryConfig(variables: Record<string, string | undefined>): TelemetryConfig {
  const given = Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const metrics = metricsSchema.safeParse(given)
  if (!metrics.success)
    throw new EnvironmentError(
      'RETRYSCOPE_METRICS_PORT must be a port from 0 to 65535 (0 = any free one), or off. Correct or unset it.',
    )
  const { RETRYSCOPE_METRICS_PORT: port, RETRYSCOPE_HOST: metricsHost } = metrics.data
  return { ...readTraces(given), metricsPort: port === 'off' ? null : port, metricsHost }
}

function readTraces(given: Record<string, string | undefined>): Pick<TelemetryConfig, 'traces' | 'problem'> {
  const endpoint = given['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? given['OTEL_EXPORTER_OTLP_ENDPOINT']
  const isOff =
    given['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' ||
    (given['OTEL_TRACES_EXPORTER'] ?? 'otlp').toLowerCase() === 'none'
  if (endpoint === undefined || isOff) return { traces: null, problem: null }
  const refuse = (problem: string) => ({ traces: null, problem: `No spans are exported: ${problem}` })
  if (!/^https?:$/.test(protocolOf(endpoint)))
    return refuse(`the OTLP endpoint "${endpoint}" is no http(s) address, for example http://127.0.0.1:4318.`)
  const wanted =
    given['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] ?? given['OTEL_EXPORTER_OTLP_PROTOCOL'] ?? 'http/protobuf'
  const protocol = OTLP_PROTOCOLS.find((name) => name === wanted)
  if (!protocol)
    return refuse(
      `the OTLP protocol "${wanted}" is not spoken. Set OTEL_EXPORTER_OTLP_PROTOCOL to ${OTLP_PROTOCOLS.join(' or ')}, and the endpoint to the collector's HTTP port (4318 by default).`,
    )
  const ratio = ratioOf(given['OTEL_TRACES_SAMPLER'], given['OTEL_TRACES_SAMPLER_ARG'])
  if (ratio === null)
    return refuse(
      'OTEL_TRACES_SAMPLER must be always_on, always_off or traceidratio (each also with parentbased_ before it), and OTEL_TRACES_SAMPLER_ARG a share from 0 to 1.',
    )
  return ratio === 0 ? { traces: null, problem: null } : { traces: { protocol, ratio }, problem: null }
}

/** Every operation is a trace of its own without a parent, so `parentbased_` changes nothing. */
function ratioOf(sampler = 'always_on', share = '1'): number | null {
  switch (sampler.replace(/^parentbased_/, '')) {
    case 'always_on':
      return 1
    case 'always_off':
      return 0
    case 'traceidratio': {
      const ratio = Number(share)
      return ratio >= 0 && ratio <= 1 ? ratio : null
    }
    default:
      return null
  }
}

function protocolOf(address: string): string {
  try {
    return new URL(address).protocol
  } catch {
    return 'none' // Said by the caller.
  }
}
