/** The kinds of workload: what callers ask for, and so what a checker can judge. Each is described in lib/core/workload. */
export const WORKLOAD_KINDS = ['register', 'counter', 'set', 'transfer'] as const
export type WorkloadKind = (typeof WORKLOAD_KINDS)[number]
