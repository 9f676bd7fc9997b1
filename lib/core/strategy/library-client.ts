/**
 * Clients that libraries bring along. Such a library owns its connections and repeats within one call, so a strategy that
 * stands for it has a client of this kind instead of the plain channels; the target builds it, one per arm and trial.
 */

/** gRPC's service config, as far as it is used here. Source: grpc/service_config/service_config.proto, proposal A6. */
export interface GrpcServiceConfig {
  loadBalancingConfig: Record<string, object>[]
  methodConfig: { name: object[]; retryPolicy: GrpcRetryPolicy }[]
  retryThrottling?: { maxTokens: number; tokenRatio: number }
}

export interface GrpcRetryPolicy {
  /** The first attempt included, from 2. */
  maxAttempts: number
  /** Durations as protobuf writes them: "0.05s". */
  initialBackoff: string
  maxBackoff: string
  backoffMultiplier: number
  /** Names of status codes. */
  retryableStatusCodes: string[]
}

export type LibraryClient = { kind: 'grpc-js'; serviceConfig: GrpcServiceConfig } | { kind: 'etcd3' }
