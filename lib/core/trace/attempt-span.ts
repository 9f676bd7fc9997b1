/** One request that went out, as a client's span. */
import { isAuxiliary, type AttemptRecord, type RequestKind } from '../history/attempt'
import { ERROR_CLASS_MEANING } from '../history/error-class'
import { ATTRIBUTE } from './attributes'
import type { Attributes, TraceSpan } from './span'
import { attemptSpanId } from './trace-ids'

/** What etcd's gateway and tracing name the calls by. */
const RPC_METHODS: Record<RequestKind, string> = {
  put: 'etcdserverpb.KV/Put',
  get: 'etcdserverpb.KV/Range',
  txn: 'etcdserverpb.KV/Txn',
  revision: 'etcdserverpb.KV/Range',
  check: 'etcdserverpb.KV/Range',
}
const HTTP_METHODS: Record<RequestKind, string> = {
  put: 'POST',
  get: 'GET',
  txn: 'POST',
  revision: 'GET',
  check: 'GET',
}

/** @param resends attempts of the same operation before this one */
export function attemptSpan(
  record: AttemptRecord,
  { root, target, resends }: { root: TraceSpan; target: 'etcd' | 'http'; resends: number },
): TraceSpan {
  const { attempt, kind, outcome, errorClass, startMs, endMs } = record
  return {
    traceId: root.traceId,
    spanId: attemptSpanId(root.traceId, attempt),
    parentSpanId: root.spanId,
    name: target === 'etcd' ? RPC_METHODS[kind] : HTTP_METHODS[kind],
    kind: 'client',
    startMs,
    endMs,
    status: outcome === 'ok' ? 'ok' : 'error',
    statusMessage: outcome === 'ok' ? '' : ERROR_CLASS_MEANING[errorClass],
    attributes: {
      ...protocolAttributes(kind, target, resends),
      [ATTRIBUTE.attempt]: attempt,
      [ATTRIBUTE.request]: kind,
      [ATTRIBUTE.member]: record.member,
      [ATTRIBUTE.outcome]: outcome,
      ...(outcome === 'ok' ? {} : { [ATTRIBUTE.errorType]: errorClass }),
      ...(record.loss === 'none' ? {} : { [ATTRIBUTE.loss]: record.loss }),
      ...(record.revision === undefined ? {} : { [ATTRIBUTE.revision]: record.revision }),
      ...(isAuxiliary(kind) ? { [ATTRIBUTE.auxiliary]: true } : {}),
      ...(record.stop === 'after-end' ? { [ATTRIBUTE.leaked]: true } : {}),
      ...(record.stop !== 'retry' ? { [ATTRIBUTE.stopReason]: record.stop } : {}),
    },
    ...{ events: [], links: [], droppedLinks: 0 },
  }
}

function protocolAttributes(kind: RequestKind, target: 'etcd' | 'http', resends: number): Attributes {
  if (target === 'etcd') return { [ATTRIBUTE.rpcSystem]: 'grpc', [ATTRIBUTE.rpcMethod]: RPC_METHODS[kind] }
  return {
    [ATTRIBUTE.httpMethod]: HTTP_METHODS[kind],
    ...(resends > 0 ? { [ATTRIBUTE.httpResendCount]: resends } : {}),
  }
}
