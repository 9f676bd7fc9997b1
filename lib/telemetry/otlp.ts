/** OpenTelemetry's own OTLP exporter and resource, as the standard variables ask for them. */
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
  type Resource,
} from '@opentelemetry/resources'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions'

/**
 * An exporter for the endpoint of the environment; endpoint, headers, time-out, compression and certificates are read by
 * OpenTelemetry. It repeats what may be repeated within its time-out (10 s by default).
 */
export function otlpExporter(protocol: 'http/protobuf' | 'http/json'): SpanExporter {
  return protocol === 'http/json' ? new JsonExporter() : new ProtobufExporter()
}

/** Who the spans are from; OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word. */
export function telemetryResource(): Resource {
  return defaultResource()
    .merge(resourceFromAttributes({ [ATTR_SERVICE_NAME]: 'retryscope' }))
    .merge(detectResources({ detectors: [envDetector] }))
}
