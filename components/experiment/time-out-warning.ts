/** An attempt time-out with which time-outs tell little: say so before the run. */
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { duration } from '@/components/format/duration'

/** After this etcd itself gives a proposal up. Source: etcd server/etcdserver/config.go, ReqTimeout: 5 s + 2 × election timeout of 1 s. */
const ETCD_GIVES_UP_MS = 7_000

/** The warning, or null where there is nothing to warn of. */
export function timeOutWarning(spec: ExperimentSpec): string | null {
  const { attemptTimeoutMs, operationDeadlineMs, target } = spec
  if (target.kind === 'etcd' && attemptTimeoutMs >= ETCD_GIVES_UP_MS)
    return `etcd itself gives a write up after ${duration(ETCD_GIVES_UP_MS)}: with an attempt time-out of ${duration(attemptTimeoutMs)} it is etcd that ends attempts, and callers wait that long for one that hangs. Well below ${duration(ETCD_GIVES_UP_MS)} is usual; the default is 500 ms.`
  if (attemptTimeoutMs * 2 > operationDeadlineMs)
    return `One attempt may take ${duration(attemptTimeoutMs)} of the operation’s ${duration(operationDeadlineMs)}: after one that hangs there is hardly time for a retry. Shorten the attempt time-out, or give operations more time.`
  return null
}
