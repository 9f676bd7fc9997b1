/** Test support: a key-value store that applies requests as etcd does, and counts what took effect. */
import type { AttemptReply, AttemptRequest } from './ports'

type Served = Pick<AttemptRequest, 'kind' | 'key' | 'operation' | 'modRevision'>

const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }

export class VirtualStore {
  #revision = 0
  readonly #modRevisions = new Map<number, number>()
  /** Operations in the order in which their writes took effect; one that stands there twice was applied twice. */
  readonly applied: number[] = []
  /** Operations whose id was written. */
  readonly #ids = new Set<number>()

  /** Executes a request: what the server does, whether or not its answer arrives. */
  serve({ kind, key, operation = NaN, modRevision }: Served): AttemptReply {
    switch (kind) {
      case 'get':
        return OK
      case 'revision':
        return { ...OK, modRevision: this.#modRevision(key) }
      case 'check':
        return { ...OK, isApplied: this.#ids.has(operation) }
      case 'put':
        return this.#write(key, operation)
      case 'txn':
        if (this.#ids.has(operation)) return OK
        if (modRevision !== undefined && modRevision !== this.#modRevision(key))
          return { outcome: 'fail', errorClass: 'conflict', modRevision: this.#modRevision(key) }
        this.#ids.add(operation)
        return this.#write(key, operation)
    }
  }

  #modRevision(key: number): string {
    return String(this.#modRevisions.get(key) ?? 0)
  }

  #write(key: number, operation: number): AttemptReply {
    this.#modRevisions.set(key, ++this.#revision)
    this.applied.push(operation)
    return OK
  }
}
