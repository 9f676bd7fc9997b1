/** Test support: a key-value store that applies requests as etcd does, and remembers what took effect. */
import type { AppliedWrite, FinalKey } from '../core/checker/checker'
import type { AttemptReply, AttemptRequest } from './ports'

type Served = Pick<AttemptRequest, 'kind' | 'key' | 'also' | 'operation' | 'attempt' | 'modRevision'>

const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }

export class VirtualStore {
  #revision = 0
  readonly #keys = new Map<number, FinalKey>()
  /** Operations in the order in which their writes took effect; one that stands there twice was applied twice. */
  readonly applied: number[] = []
  /** The same, key by key. */
  readonly writes: AppliedWrite[] = []
  /** Operations whose id was written, with the revision at which that was. */
  readonly #ids = new Map<number, number>()

  get finalKeys(): FinalKey[] {
    return [...this.#keys.values()]
  }

  /** Executes a request: what the server does, whether or not its answer arrives. */
  serve(request: Served): AttemptReply {
    const { kind, key, operation = NaN, modRevision } = request
    const revision = this.#keys.get(key)?.revision ?? 0
    const doneAt = this.#ids.get(operation)
    switch (kind) {
      case 'get':
        return { ...OK, revision }
      case 'revision':
        return { ...OK, revision, modRevision: String(revision) }
      case 'check':
        return doneAt === undefined
          ? { ...OK, isApplied: false }
          : { ...OK, isApplied: true, revision: doneAt }
      case 'put':
        return this.#write(request)
      case 'txn':
        if (doneAt !== undefined) return { ...OK, revision: doneAt }
        if (modRevision !== undefined && modRevision !== String(revision))
          return { outcome: 'fail', errorClass: 'conflict', modRevision: String(revision) }
        this.#ids.set(operation, this.#revision + 1)
        return this.#write(request)
    }
  }

  #write({ key, also, operation = NaN, attempt = 1 }: Served): AttemptReply {
    const revision = ++this.#revision
    for (const written of also === undefined ? [key] : [key, also]) {
      const { version = 0 } = this.#keys.get(written) ?? {}
      this.#keys.set(written, { key: written, revision, version: version + 1 })
      this.writes.push({ operation, attempt, key: written, revision })
    }
    this.applied.push(operation)
    return { ...OK, revision }
  }
}
