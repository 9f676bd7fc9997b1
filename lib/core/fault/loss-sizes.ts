/** How large values may be whose answers are to be lost: etcd must have the whole request before the path stops or is cut. */
import type { LossParams } from './faults/loss'

/**
 * What travels with each request beside its message: gRPC's prefix (5 bytes), HTTP/2's frames of headers (35–41 on a used
 * connection), data (9) and reset (13). Measured 62 to 68 on etcd 3.7.3 with grpc-js 1.14.
 */
export const REQUEST_OVERHEAD_BYTES = 80

/** What a transaction has beside its value: keys, the operation's id four times, the numbers of the comparison. */
const TRANSACTION_BYTES = 512
/** A second key that is written in the same transaction, with its mark. */
const SECOND_KEY_BYTES = 112

/** The size of the largest request that operations with such values are made of, as it travels. @param keys that one writes */
export function largestRequestBytes(valueBytes: number, keys: 1 | 2 = 2): number {
  return valueBytes + TRANSACTION_BYTES + (keys - 1) * SECOND_KEY_BYTES + REQUEST_OVERHEAD_BYTES
}

/**
 * Silent: a single request on a fresh connection stays below the 64 KiB that HTTP/2 lets out before it must hear of the
 * other side (RFC 9113 §6.9). Loud: one DATA frame, because etcd acknowledges more of them with more frames of its own, and
 * the connection would be cut within those.
 */
const LARGEST_REQUEST_BYTES = { silent: 60 * 1024, loud: 16 * 1024 } as const

/** The largest value of an operation on etcd whose answer can be lost in this manner. @param keys that an operation writes */
export function largestAckLossValue(manner: LossParams['manner'], keys: 1 | 2): number {
  return LARGEST_REQUEST_BYTES[manner] - largestRequestBytes(0, keys)
}
