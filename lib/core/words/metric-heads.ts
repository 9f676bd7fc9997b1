/** Names and formulas of metrics: what a page says without being asked. What stands behind them is loaded when it is read (metric-words.ts). */

export interface MetricHead {
  title: string
  /** One line. */
  formula: string
}

export const METRIC_HEADS = {
  successRate: {
    title: 'Success rate',
    formula: 'ok ÷ (ok + fail + info) of the operations that started inside the fault window',
  },
  worstPoint: {
    title: 'Worst fault point',
    formula: 'the lowest success rate of any fault point, with its interval where it has one',
  },
  successPerAttempt: {
    title: 'Success per attempt',
    formula: 'successful attempts ÷ attempts',
  },
  outcomes: {
    title: 'ok / fail / info',
    formula: 'operations by outcome: it happened, it did not happen, nobody knows',
  },
  amplification: {
    title: 'Amplification',
    formula: 'requests ÷ operations',
  },
  latency: {
    title: 'Latency',
    formula: 'end for the caller − intended start of the operation',
  },
  throughput: {
    title: 'Throughput',
    formula: 'operations that began in the fault window ÷ seconds of it',
  },
  goodput: {
    title: 'Goodput',
    formula: 'operations of the fault window that succeeded ÷ seconds of it',
  },
  errorRate: {
    title: 'Error rate',
    formula: '1 − success rate',
  },
  retryTime: {
    title: 'Retry time',
    formula: 'end of the operation − end of its first failed attempt',
  },
  waited: {
    title: 'Waited per operation',
    formula: 'time in delays between attempts ÷ operations',
  },
  retryCount: {
    title: 'Retry count',
    formula: 'attempts − 1 of each operation, until its caller’s end',
  },
  delays: {
    title: 'Delays before retries',
    formula: 'nominal: of the formula; drawn: with jitter; actual: what really passed',
  },
  backoffDeviation: {
    title: 'Backoff deviation',
    formula: 'jitter = drawn − nominal; timer error = actual − drawn; total = |actual − nominal| ÷ nominal',
  },
  quality: {
    title: 'Measurement quality',
    formula: 'good, unless one of the checks of a trial says suspect',
  },
  quiesce: {
    title: 'Quiesce',
    formula: 'from the healing of the faults until no attempt of unknown outcome can still be applied',
  },
  stall: {
    title: 'Longest stall',
    formula: 'the longest time that the event loop of the measuring thread stood still',
  },
  receipt: {
    title: 'Receipt and ledger',
    formula: 'asked of the faults, against what was measured of them',
  },
  duplicates: {
    title: 'Duplicates',
    formula: 'writes beyond the first of an operation, by the target’s own history',
  },
  consistency: {
    title: 'Consistency',
    formula: 'what callers were told, against the target’s own history and a last read of it',
  },
  inHand: {
    title: 'In hand at once',
    formula: 'the most at any moment of any trial',
  },
  threshold: {
    title: 'Thresholds',
    formula: 'held when both ends of the 95 % interval reach the limit',
  },
  difference: {
    title: 'Difference',
    formula: 'this one − the one that it is held against, with its 95 % interval',
  },
} as const satisfies Record<string, MetricHead>

export type MetricName = keyof typeof METRIC_HEADS
