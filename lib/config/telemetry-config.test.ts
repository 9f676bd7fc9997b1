import { describe, expect, it } from 'vitest'
import { EnvironmentError } from './environment'
import { readTelemetryConfig } from './telemetry-config'

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }

describe('telemetry from the environment', () => {
  it('exports nothing without an endpoint, and serves metrics to this machine on a free port', () => {
    expect(readTelemetryConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: ' ' })).toEqual({
      ...{ traces: null, problem: null, metricsPort: 0, metricsHost: '127.0.0.1' },
    })
  })

  it.each([
    [{}, { protocol: 'http/protobuf', ratio: 1 }],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }, { protocol: 'http/json', ratio: 1 }],
    [
      { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' },
      { protocol: 'http/json', ratio: 1 },
    ],
    [
      { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' },
      { protocol: 'http/protobuf', ratio: 0.25 },
    ],
    [{ OTEL_TRACES_SAMPLER: 'always_off' }, null],
    [{ OTEL_SDK_DISABLED: 'true' }, null],
    [{ OTEL_TRACES_EXPORTER: 'none' }, null],
  ])('reads the standard variables %o', (variables, traces) => {
    expect(readTelemetryConfig({ ...endpoint, ...variables })).toMatchObject({ traces, problem: null })
  })

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' }, /is no http\(s\) address/],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, /"grpc" is not spoken.*http\/protobuf or http\/json/],
    [{ OTEL_TRACES_SAMPLER: 'jaeger_remote' }, /OTEL_TRACES_SAMPLER must be/],
    [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: 'half' }, /from 0 to 1/],
  ])('says why nothing is exported with %o, and stops nothing', (variables, problem) => {
    const config = readTelemetryConfig({ ...endpoint, ...variables })
    expect(config.traces).toBeNull()
    expect(config.problem).toMatch(problem)
  })

  it('takes a port for metrics, or none', () => {
    expect(readTelemetryConfig({ RETRYSCOPE_METRICS_PORT: '9464' }).metricsPort).toBe(9464)
    expect(readTelemetryConfig({ RETRYSCOPE_METRICS_PORT: 'off' }).metricsPort).toBeNull()
    expect(() => readTelemetryConfig({ RETRYSCOPE_METRICS_PORT: '70000' })).toThrow(EnvironmentError)
  })
})
