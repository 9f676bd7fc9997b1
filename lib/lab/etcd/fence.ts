/**
 * The fence around a cluster that is not ours: nothing leaves this process for etcd but reads and writes below the key
 * prefix, questions that change nothing, and what was allowed by name. Whatever else asks is stopped here.
 */
import { notAllowed } from '@/lib/core/fault/allowance'
import { keyPrefixOf, type ClusterTerms } from '../cluster-terms'
import { LabError } from '../lab-error'

interface Keys {
  key?: Buffer | string
  range_end?: Buffer | string
}

interface TxnOperation {
  request_put?: Keys
  request_range?: Keys
  request_delete_range?: Keys
  request_txn?: Txn
}

interface Txn {
  compare?: Keys[]
  success?: TxnOperation[]
  failure?: TxnOperation[]
}

/** Checks one request before it is sent; throws when it must not be. */
export type Fence = (service: string, method: string, payload: unknown) => void

/** They change nothing, and tell nothing of others' keys. */
const HARMLESS = new Set(['Maintenance/status', 'Auth/authenticate', 'Auth/userGet', 'Auth/roleGet'])

/** @returns null where everything is ours */
export function fenceOf(terms: ClusterTerms | undefined): Fence | null {
  if (!terms) return null
  const prefix = Buffer.from(keyPrefixOf({ terms }))
  const end = endOfPrefix(prefix)
  const within = ({ key, range_end }: Keys) => {
    const from = bytes(key)
    const to = bytes(range_end)
    const isInside = from.subarray(0, prefix.length).equals(prefix) && (to.length === 0 || isUpTo(to, end))
    if (!isInside)
      throw new Error(
        `a request for the keys from "${from.toString()}" would leave the key prefix "${prefix.toString()}"`,
      )
  }
  return (service, method, payload) => {
    const name = `${service}/${method}`
    switch (name) {
      case 'KV/put':
      case 'KV/range':
      case 'KV/deleteRange':
        return within(payload as Keys)
      case 'KV/txn':
        return keysOf(payload as Txn).forEach(within)
      case 'Watch/watch':
        return within((payload as { create_request?: Keys }).create_request ?? {})
      case 'KV/compact':
        if (terms.allow.includes('compact')) return
        throw new LabError(notAllowed('compact'))
      case 'Maintenance/moveLeader':
        if (terms.allow.includes('leader-transfer')) return
        throw new LabError(notAllowed('leader-transfer'))
      case 'Maintenance/alarm':
        if ((payload as { action?: unknown }).action === 'Get') return
    }
    if (!HARMLESS.has(name)) throw new Error(`${name} is nothing that is done to an external cluster`)
  }
}

/** The first key that does not begin with the prefix: its last byte, one higher (etcd's own rule for prefixes). */
export function endOfPrefix(prefix: Buffer): Buffer {
  const end = Buffer.from(prefix)
  for (let index = end.length - 1; index >= 0; index--) {
    const byte = end[index] ?? 0xff
    if (byte < 0xff) {
      end[index] = byte + 1
      return end.subarray(0, index + 1)
    }
  }
  return Buffer.from([0])
}

/** A zero byte stands for "all keys from here on" and is no end. */
function isUpTo(rangeEnd: Buffer, end: Buffer): boolean {
  return Buffer.compare(rangeEnd, Buffer.from([0])) !== 0 && Buffer.compare(rangeEnd, end) <= 0
}

function keysOf({ compare = [], success = [], failure = [] }: Txn): Keys[] {
  const inOperations = [...success, ...failure].flatMap((operation) => {
    const { request_put, request_range, request_delete_range, request_txn } = operation
    const single = [request_put, request_range, request_delete_range].filter((keys) => keys !== undefined)
    return request_txn ? [...single, ...keysOf(request_txn)] : single
  })
  return [...compare, ...inOperations]
}

function bytes(text: Buffer | string | undefined): Buffer {
  return Buffer.from(text ?? '')
}
