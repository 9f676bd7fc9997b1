/**
 * Names of attributes and events. Those without `retryscope.` are OpenTelemetry's semantic conventions 1.45; a test of
 * lib/telemetry holds them against the package. docs/telemetry.md lists them for people.
 */

export const ATTRIBUTE = {
  errorType: 'error.type',
  rpcSystem: 'rpc.system.name',
  rpcMethod: 'rpc.method',
  httpMethod: 'http.request.method',
  /** Left out of the first try. */
  httpResendCount: 'http.request.resend_count',

  runId: 'retryscope.run.id',
  runNumber: 'retryscope.run.number',
  /** Counted from 1, as on screen. */
  trial: 'retryscope.trial',
  faultPoint: 'retryscope.fault_point',
  /** The label, and the name in the registry. */
  strategy: 'retryscope.strategy',
  strategyUse: 'retryscope.strategy.use',
  operation: 'retryscope.operation',
  /** put or get. */
  operationKind: 'retryscope.operation.kind',
  /** Requests of what the caller asked for; auxiliary ones and refused tries are not among them. */
  attempts: 'retryscope.attempts',
  startLatenessMs: 'retryscope.start_lateness_ms',
  deadlineMs: 'retryscope.deadline_ms',
  outcome: 'retryscope.outcome',
  stopReason: 'retryscope.stop_reason',

  attempt: 'retryscope.attempt',
  request: 'retryscope.request',
  /** A request that the strategy added for its own knowledge. */
  auxiliary: 'retryscope.auxiliary',
  /** Index from 0. */
  member: 'retryscope.member',
  loss: 'retryscope.loss',
  /** Of the key, as the answer told it: seen by a read, made by a write. */
  revision: 'retryscope.revision',
  /** The attempt began after its caller had left. */
  leaked: 'retryscope.leaked',

  backoffNominalMs: 'retryscope.backoff.nominal_ms',
  backoffPlannedMs: 'retryscope.backoff.planned_ms',
  backoffActualMs: 'retryscope.backoff.actual_ms',

  leaderFrom: 'retryscope.leader.from',
  leaderTo: 'retryscope.leader.to',
  leaderlessMs: 'retryscope.leader.leaderless_ms',
  /** The step of the schedule that asked for it; left out where none did. */
  leaderStep: 'retryscope.leader.step',
  operationsInFlight: 'retryscope.leader.operations_in_flight',
} as const

export const EVENT = {
  backoff: 'backoff',
  refused: 'refused',
  leaderChange: 'leader change',
  callerLeft: 'caller left',
  deferred: 'deferred',
} as const
