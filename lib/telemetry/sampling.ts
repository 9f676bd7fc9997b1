/** Which traces are exported: OpenTelemetry's own sampler by ratio, which decides by the trace id alone. */
import { ROOT_CONTEXT } from '@opentelemetry/api'
import { SamplingDecision, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace'

/** @param ratio share of the traces, in [0, 1] */
export function traceSampler(ratio: number): (traceId: string) => boolean {
  const sampler = new TraceIdRatioBasedSampler(ratio)
  const { RECORD_AND_SAMPLED } = SamplingDecision
  return (traceId) => sampler.shouldSample(ROOT_CONTEXT, traceId).decision === RECORD_AND_SAMPLED
}
